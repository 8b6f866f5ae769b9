"""The results as a Markdown table, and its place in the READMEs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks import machine
from benchmarks.result import Result
from cloudeye.paths import ROOT

OPENING, CLOSING = "<!-- benchmarks -->", "<!-- /benchmarks -->"
HEADINGS = {
    "README.md": ("what", "budget", "measured", "bare DuckDB", "ours ÷ bare", "pandas", "pandas ÷ ours", "what is compared"),
    "README.zh-CN.md": ("项目", "上限", "实测", "DuckDB 极限值", "本系统 ÷ 极限值", "pandas", "pandas ÷ 本系统", "比较的内容"),
}
MEASURED_ON = {
    "README.md": "One run of `make bench` on {day}, medians where repeated: {machine}. Six million service records, 24 months.",
    "README.zh-CN.md": "`make bench` 一次运行的结果，重复的步骤取中位数（{day}）：{machine}。六百万条归集数据，24 个月。",
}


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def _ratio(value: float | None, base: float | None) -> str:
    return "–" if value is None or not base else f"{value / base:.2g}×"


def markdown(results: Sequence[Result], readme: str) -> str:
    """The table for ``readme`` (README.md or README.zh-CN.md), the machine named above it."""
    chinese = readme != "README.md"
    lines = [MEASURED_ON[readme].format(day=date.today().isoformat(), machine=machine.named()), ""]
    lines += ["| " + " | ".join(HEADINGS[readme]) + " |", "|---|" + "---:|" * 6 + "---|"]
    for result in results:
        cells = [
            result.chinese if chinese else result.label,
            "–" if result.budget is None else f"≤ {_amount(result.budget, result.unit)}",
            _amount(result.measured, result.unit),
            _amount(result.raw, result.unit),
            _ratio(result.measured, result.raw),
            _amount(result.pandas, result.unit),
            _ratio(result.pandas, result.measured),
            result.note_chinese if chinese else result.note,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def write(results: Sequence[Result], root: Path = ROOT) -> None:
    """Put the table between the markers of both READMEs."""
    for readme in HEADINGS:
        path = root / readme
        before, rest = path.read_text(encoding="utf-8").split(OPENING)
        after = rest.split(CLOSING)[1]
        path.write_text(f"{before}{OPENING}\n{markdown(results, readme)}{CLOSING}{after}", encoding="utf-8")
