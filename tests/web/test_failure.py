"""A page that fails shows a sentence and a way out, and never a stack trace."""

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.web.failure import UNEXPECTED


def fails(message: str, *, expected: bool) -> None:
    from cloudeye.errors import StoreError
    from cloudeye.web.failure import show_failure

    assert show_failure(StoreError(message) if expected else ValueError(message)) is True


def shown(message: str, *, expected: bool) -> str:
    page = AppTest.from_function(fails, args=(message,), kwargs={"expected": expected}).run()
    assert not page.exception
    return str(page.get("html")[0].proto.body)


def test_our_own_errors_are_shown_as_they_are_but_escaped() -> None:
    box = shown("找不到数据库文件 <b>x</b>。", expected=True)
    assert "出错了" in box and "找不到数据库文件 &lt;b&gt;x&lt;/b&gt;。" in box


def test_everything_else_is_one_sentence_without_details(caplog: pytest.LogCaptureFixture) -> None:
    box = shown("secret detail", expected=False)
    assert UNEXPECTED in box and "secret detail" not in box
    assert "secret detail" in caplog.text
