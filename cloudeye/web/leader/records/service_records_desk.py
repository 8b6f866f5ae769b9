"""What a person chooses on the page of service records; every choice stands in the address."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.leader.records import service_records, service_records_view
from cloudeye.web.leader.records.service_records import KINDS, Filters
from cloudeye.web.listing import choose, search_box
from cloudeye.web.wording import full_month

Row = Mapping[str, Any]


def month() -> date | None:
    """The month of the address, or the newest with records; None, with a hint, when there are no records at all."""
    months = [f"{row['month']:%Y-%m}" for row in district.ask("service_months")]
    if not months:
        frame.hint("还没有归集数据。请联系数据员导入办件记录。")
        return None
    found = frame.chosen("月份", "month", months, lambda value: full_month(date.fromisoformat(f"{value}-01")))
    return date.fromisoformat(f"{found}-01")


def filters(wanted: date, found: Sequence[Row]) -> Filters:
    """The choosers of department, item, kind and number, and what they are set to."""
    chosen = choose("部门", "department", service_records_view.names(found, "department"), "全部部门", 170)
    items = service_records_view.names([row for row in found if chosen in ("", row["department_id"])], "item")
    choose("事项", "item", items, "全部事项", 190)
    choose("哪一类", "only", KINDS, "全部办件", 130)
    search_box("编号", "编号开头", width=120)
    return service_records.settled(Filters.read(st.query_params.to_dict(), wanted), found)


def page(wanted: Filters, total: int) -> service_records.Page:
    """The page of the list that the address asks for; ``total`` is how many records the filters leave."""
    return service_records.page(wanted, total=total, after=st.query_params.get("after"), before=st.query_params.get("before"))
