"""What narrows a list of complaints: spans of months, domain, channel, sub-district, cell; and a search that masks only what it must."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.access import records
from cloudeye.access.desk import Access
from cloudeye.access.record_filters import Filters
from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from tests.access.complaining import fill, marked, viewer
from tests.access.people import Watch, opened
from tests.web.records import NOW, complaint

# Texts in which names, numbers and firms stand beside, and inside, the words that are looked for.
SIGNS = "材料张三丰公司瑞科技电话路 1380000１２３a*微信川A·0"
FIRM = "云启瑞材料科技有限公司"
READERS = (
    "leader",
    "supervisor",
    "discipline_office",
    "coordinator",
    "inspector",
    "department_head",
    "liaison",
    "subdistrict_liaison",
)


@pytest.fixture(scope="module")
def district(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Access]]:
    """Complaints in several months, domains, channels and places; for reading only, but for the texts of some."""
    copy = tmp_path_factory.mktemp("filters") / "district.duckdb"
    copy.write_bytes(real_database.read_bytes())
    with Store(copy) as store:
        fill(
            store,
            [
                marked(1, submitted_at=datetime(2025, 12, 31, 23, 59, 59), domain_id="D01"),
                marked(2, submitted_at=datetime(2026, 1, 1), domain_id="D02", is_confidential=True),
                complaint(3, submitted_at=datetime(2026, 1, 31, 23, 59), channel_id="scan", department_id="finance"),
                complaint(
                    4,
                    submitted_at=datetime(2026, 2, 28, 9),
                    subdistrict_id="jinhe",
                    cell="8840e5aa51fffff",
                    department_id="finance",
                ),
            ],
        )
        desk = opened(store, Watch())
        yield store, desk
        desk.close()


def found(district: tuple[Store, Access], who: Viewer, **filters: str) -> list[str]:
    """The complaints of a list, the oldest first."""
    store, desk = district
    page = records.complaints(store, who, Filters.read(filters), trail=desk.trail, now=NOW)
    assert page.total == len(page.rows)
    return sorted(row["complaint_id"] for row in page.rows)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [({"month": "2026-01"}, ["C2", "C3"]), ({"month": "2025-12", "until": "2026-01"}, ["C1", "C2", "C3"]), ({"until": "2025-12"}, ["C1"]),
     ({"month": "2026-01", "until": "2026-02"}, ["C2", "C3", "C4"]), ({"month": "2026-02", "until": "2026-01"}, []),
     ({"domain": "D01"}, ["C1"]), ({"channel": "scan"}, ["C3"]), ({"subdistrict": "jinhe"}, ["C4"]), ({"cell": "8840e5aa51fffff"}, ["C4"]),
     ({"domain": "D01", "channel": "scan"}, []), ({"domain": "zz"}, []), ({"month": "2026-13", "until": "x"}, ["C1", "C2", "C3", "C4"])],
)  # fmt: skip
def test_filters_leave_what_they_name(district: tuple[Store, Access], filters: dict[str, str], expected: list[str]) -> None:
    assert found(district, viewer("supervisor"), **filters) == expected


def test_december_ends_with_the_year() -> None:
    bound = Filters(month=date(2025, 12, 1)).bound(NOW)
    assert (bound["since"], bound["until"]) == (datetime(2025, 12, 1), datetime(2026, 1, 1))


@given(
    st.builds(
        Filters, st.none() | st.just(date(2026, 1, 1)), st.none() | st.just("approval"), st.none() | st.just("A2"), st.none() | st.just("overdue"),
        st.none() | st.just("材料 & 1=1"), st.none() | st.just(date(2026, 2, 1)), st.none() | st.just("D01"), st.none() | st.just("scan"),
        st.none() | st.just("jinhe"), st.none() | st.just("8840e5aa51fffff"),
    )
)  # fmt: skip
def test_filters_come_back_from_the_address(filters: Filters) -> None:
    assert Filters.read(filters.written()) == filters


def test_a_place_that_is_not_seen_cannot_be_filtered_by(district: tuple[Store, Access]) -> None:
    """A leader knows no cells: the filter is left out. An accused department learns no sub-district of few: nothing is found."""
    assert found(district, viewer("leader"), cell="8840e5aa51fffff") == ["C1", "C2", "C3", "C4"]
    assert found(district, viewer("liaison", "approval"), subdistrict="yunqiao") == []
    assert found(district, viewer("liaison", "approval")) == ["C1", "C2"]
    store, _ = district
    assert records.choices(store, viewer("liaison", "approval"))["subdistrict"] == {}
    assert list(records.choices(store, viewer("supervisor"))["subdistrict"]) == ["yunqiao", "jinhe"]


def test_a_sub_district_of_many_is_seen_and_filtered_by(own_district: Store) -> None:
    fill(own_district, [marked(number, enterprise_id=f"E{number}") for number in range(1, 6)])
    desk = opened(own_district, Watch())
    page = records.complaints(
        own_district, viewer("liaison", "approval"), Filters(subdistrict_id="yunqiao"), trail=desk.trail, now=NOW
    )
    desk.close()
    assert page.total == 5 and {row["subdistrict"] for row in page.rows} == {"云桥"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=SIGNS, max_size=30), name=st.sampled_from([None, "张三", "张三、李材料", "材 料"]),
    address=st.sampled_from([None, "材料路1号公司", "云桥街道电话路"]), enterprise=st.sampled_from([None, FIRM, "张三丰材料店"]),
    search=st.text(alphabet=SIGNS, min_size=1, max_size=3) | st.sampled_from(["材料", "公司", "电话", "张三", "C1", "c1", "微信"]),
    role=st.sampled_from(READERS), confidential=st.booleans(),
)  # fmt: skip
def test_a_search_finds_what_the_viewer_sees_and_nothing_else(
    district: tuple[Store, Access], text: str, name: str | None, address: str | None, enterprise: str | None, search: str, role: str,
    confidential: bool,
) -> None:  # fmt: skip
    """The short cuts of the search against the long way: every cell masked, then looked into."""
    store, _ = district
    with store.writing() as writer:
        writer.delete("complaint", complaint_id="C9")
        row = complaint(
            9, title=text[:9], content=f"{text}{enterprise or ''}{text[::-1]}{name or ''}{address or ''}", complainant=name, address=address,
            enterprise_id=enterprise, phone="13800001234", department_id="finance", is_confidential=confidential,
        )  # fmt: skip
        writer.insert("complaint", [row])
    who = viewer(role, "finance", subdistricts=["yunqiao"]) if text[:1] == "材" else viewer(role, subdistricts=["yunqiao"])
    reader, bound = store.reading(), records._bound(who, who.reach("page", records.LIST))
    wanted = search.strip()
    if not wanted:
        return
    filters = Filters(search=wanted).bound(NOW)
    seen = reader.rows("complaint_rows", viewer=bound, complaint_ids=["C9"])
    cells = ("complaint_id", "title", "content", "complainant", "phone", "address", "enterprise", "uscc")
    expected = bool(seen) and wanted.lower() in "\n".join(seen[0][cell] for cell in cells if seen[0][cell] is not None).lower()
    likely = {
        row["complaint_id"]: row["is_sure"]
        for row in reader.rows("complaint_likely_found", viewer=bound, filters=filters, search=wanted)
    }
    assert not (expected and "C9" not in likely), "what is seen must be found"
    assert not (likely.get("C9") and not expected), "what is sure must be seen"
    listed = records._listed(reader.rows, bound, Filters(search=wanted), NOW, after=None, before=None, limit=50)
    assert ("C9" in [row["complaint_id"] for row in listed]) == expected
    with store.writing() as writer:
        writer.delete("complaint", complaint_id="C9")
