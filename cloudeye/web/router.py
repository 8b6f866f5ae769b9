"""The script that Streamlit reruns: it only decides which page answers the address, among those that the viewer may open."""

import streamlit as st

from cloudeye.web.screens import DEFAULT, open_to
from cloudeye.web.visitor import admit, viewer


def nowhere() -> None:
    """Stands in for the first page when the viewer may not open it: the door leads them to theirs, so this only refuses."""
    admit(DEFAULT)


allowed = open_to(viewer())
listed = [st.Page(screen.path, title=screen.title, url_path=screen.name, default=screen.name == DEFAULT) for screen in allowed]
if DEFAULT not in {screen.name for screen in allowed}:
    listed.append(st.Page(nowhere, title="营商云眼", url_path=DEFAULT, default=True))
st.navigation(listed, position="hidden").run()
