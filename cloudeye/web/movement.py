"""How a score moved since the month before, in words and as a mark: it counts only beyond the error of the difference."""

from cloudeye.web.wording import DASH, is_beyond_error, is_level, points


def movement_mark(movement: float | None, error: float | None) -> str:
    """↑ 1.2 in colour when it is beyond the error, grey with 误差内 otherwise; — when the months cannot be compared. Markup."""
    if movement is None:
        return f'<span class="low">{DASH}</span>'
    if is_level(movement):
        return '<span class="low">持平</span>'
    arrow = "↑" if movement > 0 else "↓"
    if not is_beyond_error(movement, error):
        return f'<span class="low">{arrow} {points(abs(movement))} <small>误差内</small></span>'
    return f'<b class="{"good" if movement > 0 else "worse"}">{arrow} {points(abs(movement))}</b>'


def movement_words(movement: float | None, error: float | None) -> str:
    """较上月升 1.2（误差内）; plain text."""
    if movement is None:
        return "与上月不可比"
    if is_level(movement):
        return "与上月持平"
    words = f"较上月{'升' if movement > 0 else '降'} {points(abs(movement))}"
    return words if is_beyond_error(movement, error) else f"{words}（误差内）"
