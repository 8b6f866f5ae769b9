"""Start the application, or say in one sentence why it cannot start."""

import errno
import os
import runpy
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from cloudeye.errors import ServeError, reason
from cloudeye.paths import ROOT
from cloudeye.store import Store

ADDRESS = "127.0.0.1"


def serve(database: Path, port: int, *, has_feed: bool) -> int:
    """Become the application: this process goes on as Streamlit until it is told to stop; returns the exit code.

    Ctrl+C closes the database and ends the process with 0.

    Raises StoreError when the database is missing, corrupt or held, ServeError when the port is in use.
    """
    Store(database).close()
    _claim(port)
    os.environ |= {"CLOUDEYE_DATABASE": str(database.resolve()), "CLOUDEYE_FEED": "on" if has_feed else "off"}
    options = ["--server.address", ADDRESS, "--server.port", str(port), "--logger.hideWelcomeMessage", "true"]
    print(f"大厅大屏  http://{ADDRESS}:{port}/hall-overview")
    print(f"领导页面  http://{ADDRESS}:{port}/")
    print("按 Ctrl+C 停止。", flush=True)
    os.chdir(ROOT)  # where Streamlit looks for .streamlit/config.toml
    signal.signal(signal.SIGINT, _end)  # the server hands the signal on to this after it has shut down
    sys.argv = ["streamlit", "run", "app.py", *options]
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def _end(*_: Any) -> NoReturn:
    raise SystemExit(0)


def _claim(port: int) -> None:
    """Make sure that nobody listens on the port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ServeError(
                    f"端口 {port} 已被占用（可能已有一个云眼服务在运行）。请先停止它，或用 --port 指定另一个端口。"
                ) from error
            raise ServeError(f"无法使用端口 {port}：{reason(error)}。请用 --port 指定另一个端口。") from error
