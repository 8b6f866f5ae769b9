"""营商云眼：`streamlit run app.py` 启动整个应用。"""

import streamlit as st
from starlette.middleware import Middleware

from cloudeye.web import identity
from cloudeye.web.door import Door
from cloudeye.web.failure import show_failure
from cloudeye.web.lifespan import lifespan
from cloudeye.web.nodelay import NoDelay
from cloudeye.web.routes import ROUTES

app = st.App(
    "cloudeye/web/router.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(NoDelay), Middleware(Door)],
    secrets=identity.secrets(),
    on_script_error=show_failure,
)
