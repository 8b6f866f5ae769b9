"""Colours can be read, sizes can be seen, and Streamlit's own settings agree with the theme."""

import tomllib

import plotly.graph_objects as go
import pytest

from cloudeye.paths import ROOT
from cloudeye.web import theme
from cloudeye.web.theme import DESK, HALL, Palette, cut_to, heat_class, heat_labels, rgb, text_width

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def luminance(channels: list[float]) -> float:
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, veil: float = 0) -> float:
    """WCAG ratio; ``veil`` is the share of white light that falls on the screen."""
    lit = [luminance([(1 - veil) * channel / 255 + veil for channel in rgb(colour)]) for colour in (one, other)]
    return (max(lit) + 0.05) / (min(lit) + 0.05)


@pytest.mark.parametrize("ground", [HALL.page, HALL.panel])
@pytest.mark.parametrize("name", ["hi", "mid", "accent", "good", "worse"])
def test_hall_text_has_seven_to_one(name: str, ground: str) -> None:
    assert contrast(getattr(HALL, name), ground) >= (7 if name != "good" else 6)


@pytest.mark.parametrize("name", ["low", "warn_text", "pending_text", "none_text"])
def test_hall_notes_and_states_have_six_to_one_and_survive_ambient_light(name: str) -> None:
    assert contrast(getattr(HALL, name), HALL.page) >= 6
    assert contrast(getattr(HALL, name), HALL.page, veil=0.04) >= 4


@pytest.mark.parametrize("name", ["data", "muted", "met", "closed", "late", "warn", "pending", "none", "lookback"])
@pytest.mark.parametrize("palette", [HALL, DESK], ids=["hall", "desk"])
def test_marks_that_mean_something_have_three_to_one(palette: Palette, name: str) -> None:
    assert contrast(getattr(palette, name), palette.panel if palette is DESK else palette.page) >= 3


@pytest.mark.parametrize("name", ["hi", "mid", "low", "accent", "good", "worse", "warn_text", "pending_text", "none_text"])
def test_desk_text_has_four_and_a_half_to_one(name: str) -> None:
    assert min(contrast(getattr(DESK, name), ground) for ground in (DESK.page, DESK.panel)) >= 4.5


def test_the_number_on_a_late_block_can_be_read() -> None:
    assert contrast(HALL.late, HALL.on_late) >= 6
    assert contrast(DESK.late, DESK.on_late) >= 6


def test_states_that_can_meet_differ_in_shape() -> None:
    """Green and grey, red and amber merge for some eyes: the shape tells them apart."""
    assert len({theme.SHAPES[state] for state in ("late", "warn", "pending", "met", "none")}) == 5
    assert all(hasattr(HALL, state) for state in theme.SHAPES)


def test_no_text_on_the_wall_is_smaller_than_the_floor() -> None:
    assert min(theme.HALL_SCALE) >= 24


def test_heat_classes_change_exactly_at_their_breaks() -> None:
    assert [heat_class(count) for count in (0, 1, 4, 5, 7, 8, 11, 12, 15, 16, 99)] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert heat_labels() == ["0", "1–4", "5–7", "8–11", "12–15", "16+"]
    assert len(theme.HEAT_HALL) == len(theme.HEAT_DESK) == len(theme.HEAT_BREAKS)


def test_long_names_are_cut_to_their_room() -> None:
    assert cut_to("行政审批", 26, 200) == "行政审批"
    cut = cut_to("生态环境和城市管理部门", 26, 200)
    assert cut.endswith("…") and text_width(cut, 26) <= 200


def test_streamlit_shows_the_same_colours() -> None:
    shown = SETTINGS["theme"]
    assert (shown["primaryColor"], shown["backgroundColor"], shown["secondaryBackgroundColor"]) == (
        DESK.accent,
        DESK.page,
        DESK.raised,
    )
    assert (shown["textColor"], shown["borderColor"]) == (DESK.hi, DESK.rule)


def test_settings_that_the_pages_rely_on() -> None:
    """``runner.postScriptGC`` is a hidden option: an upgrade that drops it must be noticed."""
    from streamlit import config

    assert config.get_option("runner.postScriptGC") in (True, False)
    assert SETTINGS["runner"]["postScriptGC"] is False
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["toolbarMode"] == "minimal"
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["server"]["fileWatcherType"] == "none"


def test_fonts_lie_beside_their_licence() -> None:
    fonts = ROOT / "cloudeye" / "web" / "static" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "LICENSE").read_text(encoding="utf-8").upper()
    for weight in theme.FONT_WEIGHTS:
        assert (fonts / f"barlow-semi-condensed-latin-{weight}-normal.woff2").stat().st_size > 10_000
    assert "http" not in theme.font_faces()


@pytest.mark.parametrize("wall", [True, False])
def test_charts_take_the_template(wall: bool) -> None:
    figure = go.Figure(go.Bar(x=[1], y=[2]), layout={"template": theme.chart_template(wall=wall)})
    assert figure.layout.template.layout.font.size == (26 if wall else 15)
    assert figure.layout.template.layout.xaxis.showgrid is False


def test_style_sheets_name_roles_not_colours() -> None:
    for name in ("hall.css", "desk.css"):
        text = (ROOT / "cloudeye" / "web" / name).read_text(encoding="utf-8")
        assert "rgb" not in text
        assert not [word for word in text.replace(";", " ").split() if word.startswith("#")]
