"""The script that Streamlit reruns: it only decides which page answers the address."""

import streamlit as st

from cloudeye.paths import ROOT

PAGES = ROOT / "pages"

chosen = st.navigation(
    [
        st.Page(PAGES / "leader" / "ranking.py", title="部门排名", url_path="leader-ranking", default=True),
        st.Page(PAGES / "leader" / "department.py", title="部门画像", url_path="leader-department"),
        st.Page(PAGES / "hall" / "overview.py", title="大厅总览", url_path="hall-overview"),
    ],
    position="hidden",
)
chosen.run()
