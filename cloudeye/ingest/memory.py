"""What the product has learned about files: what each sender's columns mean, what else the catalogue's entries are called."""

import json
from datetime import datetime

from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import dataset_called
from cloudeye.ingest.mapping import Mapping, mapping_from
from cloudeye.store import Reader, Writer


def remembered(reader: Reader, sender: str | None, dataset: str) -> Mapping | None:
    """The mapping confirmed for the last file of this sender (None: nobody in particular), None if there is none.

    What it knows has a basis of its own (上次沿用) and gives way where a file has other headers.
    """
    found = reader.rows("mapping_of_sender", sender=sender or "", dataset=dataset)
    if not found:
        return None
    kind = dataset_called(dataset)
    names = {column.name for column in kind.columns}
    # A column that the dataset no longer has is forgotten.
    content = {
        part: {name: said for name, said in words.items() if name in names} if isinstance(words, dict) else words
        for part, words in json.loads(found[0]["mapping"]).items()
    }
    return mapping_from({**content, "remembered": content.get("columns", {})}, kind)


def remember(writer: Writer, sender: str | None, dataset: str, mapping: Mapping, by: str, at: datetime) -> None:
    """Keep the mapping for the sender's next file, in place of the one before."""
    row = {"sender": sender or "", "dataset": dataset, "mapping": mapping.as_json(), "noted_at": at, "noted_by": by}
    writer.delete("remembered_mapping", sender=row["sender"], dataset=dataset)
    writer.insert("remembered_mapping", [row])


def add_alias(writer: Writer, kind: str, name: str, id: str, by: str, at: datetime) -> None:
    """From now on ``name`` (旧称, 简称) means the entry ``id`` of the catalogue; ``kind`` as in known_name.

    Raises IngestError when the catalogue has no such entry, or already calls another one so.
    """
    name = name.strip()
    writer.run("define_known_names")
    if not name:
        raise IngestError("别名是空的。请填写文件里的写法。")
    if not writer.rows("entry_named", kind=kind, text=id):
        raise IngestError(f"目录中没有编号为「{id}」的条目，不能为它记下别名「{name}」。请从目录中选择。")
    writer.delete("name_alias", kind=kind, name=name)
    writer.run("define_known_names")
    named = writer.rows("entry_named", kind=kind, text=name)
    if named and named[0]["id"] == id:
        return
    if named:
        raise IngestError(f"「{name}」在目录中已经是「{named[0]['id']}」的名称，不能再作「{id}」的别名。请改用别的写法。")
    writer.insert("name_alias", [{"kind": kind, "name": name, "id": id, "noted_at": at, "noted_by": by}])
