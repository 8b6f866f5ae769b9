"""Long text is really kept compressed: without the storage version DuckDB ignores the wish silently."""

import pytest

from cloudeye.store import Store

LONG_TEXT = [("complaint", "title"), ("complaint", "content"), ("rejected_row", "value")]
ROWS = {
    "complaint": """
        INSERT INTO complaint BY NAME
        SELECT 'test' AS source, i::VARCHAR AS complaint_id, '投诉' AS kind, false AS is_urgent,
               '关于证照办理的投诉' || md5(i::VARCHAR) AS title,
               repeat('办事窗口反复要求补正材料。', 20) || md5(i::VARCHAR) AS content,
               false AS is_outside_district, TIMESTAMP '2026-01-01' AS submitted_at,
               false AS is_confidential, '新建' AS state
        FROM range(20000) t(i)""",
    "rejected_row": """
        INSERT INTO rejected_row BY NAME
        SELECT 'b' AS batch_id, i AS line, repeat('二〇二六年一月', 5) || md5(i::VARCHAR) AS value, '不是有效日期' AS message
        FROM range(20000) t(i)""",
}
COMPRESSION = """
    SELECT DISTINCT compression FROM pragma_storage_info($table)
    WHERE column_name = $column AND segment_type = 'VARCHAR'"""


def test_the_file_has_the_storage_version_that_knows_zstd(store: Store) -> None:
    tags = store.reading().cursor.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'cloudeye'").fetchall()
    assert tags[0][0]["storage_version"].startswith("v1.5")


@pytest.mark.parametrize(("table", "column"), LONG_TEXT)
def test_long_text_is_kept_with_zstd_also_after_a_restart(store: Store, table: str, column: str) -> None:
    store.close()
    with Store(store.path) as again, again.writing() as writer:
        writer.cursor.execute(ROWS[table])
    with Store(store.path) as again:
        found = again.reading().cursor.execute(COMPRESSION, {"table": table, "column": column}).fetchall()
    assert found == [("ZSTD",)]
