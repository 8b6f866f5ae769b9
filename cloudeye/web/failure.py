"""What a person sees when a page fails: a sentence and a way out, never a stack trace."""

import logging

import streamlit as st

from cloudeye.errors import CloudEyeError
from cloudeye.web.wording import text

LOG = logging.getLogger("cloudeye.web")
UNEXPECTED = "这一页暂时打不开。请刷新页面；如仍出现，请把出现的时间告诉管理员，原因已记入服务日志。"


def show_failure(error: Exception) -> bool:
    """Draw our own box in place of Streamlit's; the details go to the log."""
    LOG.error("page failed", exc_info=error)
    sentence = str(error) if isinstance(error, CloudEyeError) else UNEXPECTED
    st.html(f'<div class="failure" role="alert"><b>出错了</b><p>{text(sentence)}</p></div>')
    return True
