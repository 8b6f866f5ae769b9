"""What happens when the application starts and stops: the database is opened once, the demo feed runs beside it."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool
from streamlit import config

from cloudeye.errors import CatalogueError, CloudEyeError
from cloudeye.web import district
from cloudeye.web.analyst import work
from cloudeye.web.front import front_of_process


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Open the district's database for the life of the process; print the way in where nobody has one yet.

    A database that cannot be opened, or a wrong setting, stops the start with its one sentence on standard error.
    """
    try:
        await run_in_threadpool(district.open_district)
        front = front_of_process()
    except CloudEyeError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from error
    try:
        await run_in_threadpool(district.area_map)
    except CatalogueError as error:
        print(error, file=sys.stderr)  # the other pages work without a map; the hall repeats the sentence
    token = await run_in_threadpool(district.access().bootstrap.setup_token)
    if token:
        print(f"首次设置  http://{front.name}:{config.get_option('server.port')}/setup?token={token}")
        print("还没有管理员：请用上面的链接建立三个管理员账号。链接 30 分钟内有效，只能用一次；过期后重新启动服务。", flush=True)
    elif district.is_demo() and front.offers_demo_login():
        print("演示账号一键登录已开启（仅限演示数据）。", flush=True)
    try:
        yield
    finally:
        await run_in_threadpool(work.forget_all)
        await run_in_threadpool(district.close_district)
