"""How a department answers enterprises: three rates with what they rest on, and two clocks."""

from cloudeye.web.leader.portrait.facts import Portrait, Rate, Row, panel
from cloudeye.web.marks import bar
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, per_cent, points, text

# The bar of a rate, in CSS pixels.
WIDTH, HEIGHT = 170, 14
CLOCKS = {"response": "首次联系", "resolution": "办结"}
# What a sample is a part of: everybody must be answered, only some of those done are called back.
ASKED = {"responded": "应联系", "solved": "办结", "satisfied": "办结"}


def complaints_panel(found: Portrait) -> str:
    """The rates, a warning when few said anything, and the clocks."""
    rates = "".join(_rate(rate, found) for rate in found.rates)
    title = found.link("supervisor-complaints", "看诉求清单 ›")
    body = f'<div class="rates">{rates}</div>{_warning(found)}{clocks_table(found)}<p class="more">{title}</p>'
    return panel("诉求三率与两个时钟", f"线为 {100 * found.interval_level:.0f}% 区间", body, kind="complaints")


def rate_words(rate: Rate) -> str:
    """93.3%; — where it may not be told."""
    return DASH if rate.value is None else f"{points(rate.value)}%"


def basis_words(rate: Rate) -> str:
    """What a rate rests on: 14/15 件; 7/9 件，办结 18 件; a sentence where there is no rate."""
    if rate.population == 0:
        return "本月没有诉求"
    if rate.sample == 0 and rate.population:
        return f"{ASKED[rate.rate]} {rate.population} 件，均无评价"
    if rate.value is None:
        return "样本不足 5 件，不显示"
    whole = "" if rate.rate == "responded" else f"，{ASKED[rate.rate]} {rate.population} 件"
    return f"{rate.hits}/{rate.sample} 件{whole}"


def warning_words(found: Portrait) -> str:
    """The sentence that says how few said anything; empty when enough did."""
    thin = [rate for rate in found.rates if rate.is_thin(found.coverage_warning)]
    if not thin:
        return ""
    least = min(thin, key=lambda rate: rate.sample or 0)
    return (
        f"{'、'.join(rate.name for rate in thin)}：办结 {least.population} 件中只有 {least.sample} 件有评价"
        f"（{per_cent(least.sample or 0, least.population or 0)}），不足 {100 * found.coverage_warning:.0f}%"
    )


def clock_words(row: Row | None) -> tuple[str, str, str]:
    """In time (14/15 件，93%), median and 90th percentile in working days of one clock; dashes where it may not be told."""
    if row is None:
        return DASH, DASH, DASH
    in_time = f"{row['in_time']}/{row['complaints']} 件，{per_cent(row['in_time'], row['complaints'])}"
    return in_time, f"{row['median_days']:.1f}", f"{row['slow_days']:.1f}"


def clocks_table(found: Portrait) -> str:
    """Both clocks in working days; what still runs is counted to the present."""
    body = ""
    for clock, name in CLOCKS.items():
        row = found.clocks.get(clock)
        in_time, middle, slow = clock_words(row)
        running = f"<small>{row['running']} 件未完</small>" if row is not None and row["running"] else ""
        body += f'<tr><td class="name">{name}{running}</td><td>{in_time}</td><td><b>{middle}</b></td><td>{slow}</td></tr>'
    head = "<tr><th>时钟（工作日）</th><th>按时</th><th>中位</th><th>90 分位</th></tr>"
    return f'<table class="desk-table plain clocks"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _rate(rate: Rate, found: Portrait) -> str:
    value = f"<b>{found.passport(rate.rate, rate_words(rate))}</b>"
    return f"<span>{rate.name}</span>{_bar(rate)}{value}<small>{text(basis_words(rate))}</small>"


def _bar(rate: Rate) -> str:
    """0 to 100 per cent as a track, the interval on it, the rate as a dot."""
    drawn = bar(0, HEIGHT / 2 - 3, WIDTH, 6, "raised")
    if rate.value is not None and rate.low is not None and rate.high is not None:
        scale = WIDTH / 100
        drawn += bar(rate.low * scale, HEIGHT / 2 - 3, (rate.high - rate.low) * scale, 6, "muted")
        drawn += f'<circle cx="{rate.value * scale:.1f}" cy="{HEIGHT / 2:g}" r="5.5" class="fill-data"/>'
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg {size} preserveAspectRatio="xMinYMid" aria-hidden="true">{drawn}</svg>'


def _warning(found: Portrait) -> str:
    words = warning_words(found)
    return f'<p class="warn">{SHAPES["warn"]} {text(words)}</p>' if words else ""
