"""What leaves as CSV opens in Excel without garbling and without running."""

from cloudeye.web.export import csv_bytes, neutral


def test_begins_with_a_bom_and_keeps_the_digits() -> None:
    written = csv_bytes(
        {"name": "部门", "score": "得分"}, [{"name": "行政审批", "score": 84.123456789}, {"name": "税务", "score": None}]
    )
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == "部门,得分\r\n行政审批,84.123456789\r\n税务,\r\n"


def test_formulas_are_neutralised_but_numbers_are_not() -> None:
    assert [neutral(text) for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "普通")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@SUM(A1)",
        "'\t=1",
        "普通",
    ]
    assert neutral(-1.5) == -1.5
