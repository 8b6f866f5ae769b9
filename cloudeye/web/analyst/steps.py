"""What the steps of an upload share: where one is, how far the work is, what a file is called in a few words."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cloudeye.web.analyst.uploads import Upload
from cloudeye.web.analyst.work import Work
from cloudeye.web.drawing import style
from cloudeye.web.frame import address
from cloudeye.web.wording import text

HERE = Path(__file__).parent
PAGE, BATCH, BATCHES = "analyst-upload", "analyst-batch", "analyst-batches"
FILE, COLUMNS, PREVIEW, LOAD = STEPS = ("file", "columns", "preview", "load")
WORDS = {FILE: "选文件", COLUMNS: "对应表头", PREVIEW: "预检", LOAD: "入库"}
# What the work on a file says it does, in its order; a load has one step only.
STAGES = ("读取", "整理", "检查", "比较", "计算影响")
KILOBYTE = 1024


@cache
def _sheet() -> str:
    return (HERE / "upload.css").read_text(encoding="utf-8")


def dress() -> None:
    """Add the style sheet of the upload pages."""
    style(_sheet())


def steps_bar(current: str, upload: Upload | None) -> str:
    """The four steps; those that one can go back to are links. Markup."""
    parts = []
    for number, step in enumerate(STEPS, start=1):
        words = f"{number} {WORDS[step]}"
        is_behind = STEPS.index(step) < STEPS.index(current)
        if step == current:
            parts.append(f'<li class="on" aria-current="step">{words}</li>')
        elif is_behind and upload is not None and upload.state == "received" and step in (COLUMNS, PREVIEW):
            link = address(PAGE, upload=upload.upload_id, step=step)
            parts.append(f'<li class="done"><a href="{link}" target="_self">{words}</a></li>')
        else:
            parts.append(f'<li class="{"done" if is_behind else ""}">{words}</li>')
    return f'<ol class="upload-steps" aria-label="步骤">{"".join(parts)}</ol>'


def size_words(size: int) -> str:
    """1.9 MB."""
    if size < KILOBYTE**2:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / KILOBYTE**2:.1f} MB" if size < KILOBYTE**3 else f"{size / KILOBYTE**3:.2f} GB"


def fingerprint(file_hash: str) -> str:
    """A hash as people compare it: 9f3a 41c7 … c21e."""
    return f"{file_hash[:4]} {file_hash[4:8]} … {file_hash[-4:]}"


def progress(work: Work, file_name: str) -> str:
    """Which step the work is at, how far in it, and since when. Markup."""
    word, share = work.word, work.share
    known, bar = "", ""
    if word in STAGES:
        place = STAGES.index(word)
        done = 100 * (place + min(1.0, share or 0.0)) / len(STAGES)
        known = f"第 {place + 1} 步，共 {len(STAGES)} 步："
        bar = (
            f'<div class="upload-bar" role="progressbar" aria-label="{text(word)}" aria-valuemin="0" aria-valuemax="100" '
            f'aria-valuenow="{done:.0f}"><i style="width:{done:.0f}%"></i></div>'
        )
    within = f"，{100 * min(1.0, share):.0f}%" if share is not None else ""
    said = f"{known}正在{text(word)}{within}，已用 {work.seconds:.0f} 秒。"
    return (
        f'<section class="upload-card upload-working"><h2>正在{text(word)}<span>{text(file_name)}</span></h2>{bar}'
        f'<p role="status">{said}这一步在服务器上进行，可以离开本页，稍后从「数据导入」回来接着看。</p></section>'
    )


def card(title: str, qualifier: str, inner: str, *, corner: str = "", name: str = "") -> str:
    """A white block with its title; ``corner`` is markup at its upper right."""
    right = f'<div class="corner">{corner}</div>' if corner else ""
    extra = f"<span>{text(qualifier)}</span>" if qualifier else ""
    return f'<section class="upload-card {name}"><h2>{text(title)}{extra}</h2>{right}{inner}</section>'


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and what they are (markup); those without anything are left out."""
    return '<dl class="upload-facts">' + "".join(f"<dt>{name}</dt><dd>{inner}</dd>" for name, inner in pairs if inner) + "</dl>"


def fault(sentence: str) -> str:
    """Why it does not go on. Markup."""
    return f'<p class="deed-said failed" role="alert">{text(sentence)}</p>'


def link(page: str, words: str, /, *, kind: str = "", **query: str) -> str:
    """A link to one of our pages or files. ``words`` are plain text; ``kind`` is its class. Markup."""
    return (
        f'<a{f" class={chr(34)}{kind}{chr(34)}" if kind else ""} href="{address(page, **query)}" target="_self">{text(words)}</a>'
    )


def heads(*columns: str) -> str:
    """The head of a table: the words of its columns, each with its class behind a bar (``行数|r``). Markup."""
    cells = (column.partition("|") for column in columns)
    inner = "".join(f'<th scope="col"{f" class={kind}" if kind else ""}>{text(words)}</th>' for words, _, kind in cells)
    return f"<thead><tr>{inner}</tr></thead>"
