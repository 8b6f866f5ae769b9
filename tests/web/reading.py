"""A page as a person reads it: opened at an address by whoever is signed in, its words and its links."""

import json
import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cloudeye.paths import ROOT


def markup_of(page: str, **query: str) -> str:
    """What the page ``leader/records`` draws at this address. Fails when the script does."""
    opened = AppTest.from_file(str(ROOT / "pages" / Path(f"{page}.py")), default_timeout=60)
    opened.query_params.update(query)
    opened.run()
    assert not opened.exception, opened.exception
    boxes = [json.loads(element.proto.json) for element in opened.get("bidi_component")]
    return "\n".join([box["markup"] for box in boxes if "markup" in box] + [found.proto.body for found in opened.get("html")])


def words_in(markup: str) -> str:
    """The words of some markup, tags and spare blanks away."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", " ", markup, flags=re.DOTALL)))


def rows_in(markup: str) -> list[list[str]]:
    """The cells of the body of the list on a page, row by row."""
    body = re.search(r"<tbody>(.*)</tbody>", markup, flags=re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body.group(1), flags=re.DOTALL) if body else []
    return [[words_in(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)] for row in rows]


def links_in(markup: str) -> list[str]:
    """Where the links of a page lead."""
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', markup)]
