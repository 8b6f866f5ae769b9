"""Who sent a file: a department of the catalogue, by its identifier, its name or another name it goes by."""

from cloudeye.errors import IngestError
from cloudeye.ingest.wording import did_you_mean
from cloudeye.store import Reader


def sender_called(reader: Reader, name: str) -> str:
    """The department_id of the sender called ``name``. Raises IngestError when the catalogue has none, or several."""
    rows = reader.rows("sender_names")
    found = {row["department_id"] for row in rows if row["name"] == name.strip()}
    if len(found) == 1:
        return str(found.pop())
    if found:
        raise IngestError(f"「{name}」可能指 {len(found)} 个部门：{'、'.join(sorted(found))}。请改用部门编号；没有写入任何数据。")
    near = did_you_mean(name, [row["name"] for row in rows])
    raise IngestError(f"目录里没有名为「{name}」的报送单位。{near}请用部门的编号、名称或简称；没有写入任何数据。")
