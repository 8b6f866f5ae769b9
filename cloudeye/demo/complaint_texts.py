"""What a complaint is about and how the enterprise words it."""

from dataclasses import dataclass

from cloudeye.demo import phrases
from cloudeye.demo.dice import Dice

CLASS_WEIGHTS = {
    "A1": 7,
    "A2": 14,
    "A3": 6,
    "A4": 4,
    "B1": 11,
    "B2": 6,
    "B3": 3,
    "B4": 3,
    "C1": 5,
    "C2": 3,
    "C3": 3,
    "C4": 5,
    "D1": 6,
    "D2": 11,
    "D3": 9,
    "D4": 4,
}
# Domains in which some classes are at home: (class, factor).
LEANINGS = {
    "D03": (("C2", 2.0), ("A2", 1.4)),
    "D11": (("C4", 4.0),),
    "D12": (("C4", 4.0),),
    "D14": (("C1", 4.0), ("C3", 2.5), ("A3", 2.0)),
    "D15": (("D1", 2.0), ("D2", 1.6), ("D3", 1.5)),
    "D16": (("A3", 2.5),),
    "D06": (("D3", 2.0),),
    "D01": (("B1", 1.6),),
}
STYLE_OF_CLASS = {"A1": "推", "A2": "拖", "B2": "绕", "D2": "绕", "D4": "假"}


@dataclass(frozen=True)
class Text:
    """The words of one complaint; ``style_hint`` is set only where somebody is blamed for bad style."""

    domain_id: str
    class_id: str
    style_hint: str | None
    title: str
    content: str
    mentions_integrity: bool


def problem_class(dice: Dice, domain_id: str) -> str:
    """A problem class, by how common it is in the domain."""
    factors = dict(LEANINGS.get(domain_id, ()))
    return dice.weighted(list(CLASS_WEIGHTS), [weight * factors.get(name, 1.0) for name, weight in CLASS_WEIGHTS.items()])


def write(dice: Dice, kind: str, domain_id: str, *, hot: bool, blames: bool, mentions: bool, integrity: bool) -> Text:
    """Title and content of one complaint of a kind in a domain.

    ``hot``: it belongs to the hot spot; ``blames``, ``mentions``: style words that accuse, or that deny or quote;
    ``integrity``: one of the rare remarks about favours.
    """
    class_id = problem_class(dice, domain_id)
    is_general = class_id in phrases.CLASS_MATTERS and kind in ("投诉", "求助") and not hot
    matter = dice.choice(phrases.CLASS_MATTERS[class_id] if is_general else phrases.MATTERS[domain_id])
    if hot:
        matter = phrases.HOTSPOT_MATTER
    problem = dice.choice(phrases.PROBLEMS[class_id])
    request = dice.choice(phrases.REQUESTS[kind])
    where = dice.choice(phrases.PLACES)
    hint = STYLE_OF_CLASS.get(class_id) or dice.choice(tuple(phrases.STYLE)) if blames else None
    extra = dice.choice(phrases.STYLE[hint]) if hint else dice.choice(phrases.HARMLESS_STYLE) if mentions else ""
    if integrity:
        extra = dice.choice(phrases.INTEGRITY)
    opening = dice.choice((f"我公司位于{where}，", f"我们是{where}内的企业，", "本企业", "我单位", f"{where}企业，"))
    if kind == "表扬":
        content = f"{opening}近期办理{matter}，{request}"
    elif kind in ("咨询", "建议"):
        content = f"{opening}关于{matter}，{dice.choice((problem, '流程上有几处不清楚', '线上线下要求不一致'))}。{_sentence(extra)}{request}"
    else:
        started = "反映" if hot or is_general else dice.choice(("近期办理", "上月申请", "正在办理", "本季度申请了"))
        about = f"{started}{matter}{'问题' if hot or is_general else ''}"
        content = f"{opening}{about}，{problem}。{_sentence(extra)}{dice.choice(phrases.EFFECTS)}。{request}"
    return Text(domain_id, class_id, hint, _title(dice, kind, matter, problem), content, integrity)


def again(dice: Dice, content: str) -> str:
    """The same matter told a second time through another channel."""
    return dice.choice(("再次反映：", "前期已反映，现补充：", "同一事项重复提交：", "")) + content


def _sentence(text: str) -> str:
    return f"{text}。" if text else ""


def _title(dice: Dice, kind: str, matter: str, problem: str) -> str:
    if kind == "咨询":
        return dice.choice((f"咨询{matter}办理要求", f"{matter}政策咨询", f"关于{matter}的咨询"))
    if kind == "建议":
        return dice.choice((f"关于优化{matter}的建议", f"建议改进{matter}流程"))
    if kind == "表扬":
        return f"表扬{matter}办理人员"
    short = problem.split("，")[0]
    return dice.choice((f"{matter}：{short}", f"反映{matter}有关问题", f"{matter}问题亟待解决", f"{matter}，{short}"))
