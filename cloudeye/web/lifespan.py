"""What happens when the application starts and stops: the database is opened once, the demo feed runs beside it."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from cloudeye.errors import CatalogueError, CloudEyeError
from cloudeye.web import district


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Open the district's database for the life of the process.

    A database that cannot be opened stops the start with its one sentence on standard error.
    """
    try:
        await run_in_threadpool(district.open_district)
    except CloudEyeError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from error
    try:
        await run_in_threadpool(district.area_map)
    except CatalogueError as error:
        print(error, file=sys.stderr)  # the other pages work without a map; the hall repeats the sentence
    try:
        yield
    finally:
        await run_in_threadpool(district.close_district)
