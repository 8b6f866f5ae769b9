"""What a person said about one file: how to read it, what its columns mean, who sent it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import dataset_called
from cloudeye.ingest.mapping import Mapping, mapping_from
from cloudeye.ingest.reading.choice import Choice


@dataclass(frozen=True)
class Instructions:
    """How to take one file in.

    ``choice`` is how to read it, ``mapping`` what its columns and words mean; ``sender`` is the department_id it comes from,
    ``by`` the account that loads it, ``name`` the name the file had on the sender's computer (None: that of the path).
    """

    choice: Choice = field(default_factory=Choice)
    mapping: Mapping = field(default_factory=Mapping)
    sender: str | None = None
    by: str = ""
    name: str | None = None

    def as_json(self) -> str:
        """One line of JSON, keys in a fixed order: the same instructions are the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str | None, dataset: str) -> "Instructions":
        """What ``as_json`` wrote; no text means no instructions. Raises IngestError when it is something else."""
        if not text:
            return Instructions()
        try:
            content: dict[str, Any] = json.loads(text)
            mapping = {part: said for part, said in content.get("mapping", {}).items() if said}
            return Instructions(
                Choice(**content.get("choice", {})),
                mapping_from(mapping, dataset_called(dataset)),
                content.get("sender"),
                content.get("by", ""),
                content.get("name"),
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise IngestError("保存的读取说明已经无法识别。请重新选择文件的编码和各列的含义；没有写入任何数据。") from error
