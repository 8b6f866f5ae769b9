"""Start the application, or say in one sentence why it cannot start."""

import errno
import os
import runpy
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from cloudeye.access.claims import Rules
from cloudeye.access.provider import NAMED_FILE, identity_file, provider_of
from cloudeye.errors import ServeError, reason
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.store.backup_plan import backup_plan
from cloudeye.web.front import LOOPBACK, Front, is_loopback


def serve(database: Path, port: int, *, has_feed: bool, address: str = LOOPBACK) -> int:
    """Become the application: this process goes on as Streamlit until it is told to stop; returns the exit code.

    Only this machine can reach it unless ``address`` is another one. Ctrl+C closes the database and ends the process with 0.

    Raises StoreError when the database is missing, corrupt or held or a setting of its backups is wrong, ServeError when the port
    is in use, the address is not one of this machine or a setting of the front is wrong, AccessError when the file about the
    identity provider is wrong.
    """
    front = Front.of(os.environ, address)
    backup_plan(database, os.environ, is_demo=False)  # a wrong setting is told before anything starts
    Store(database).close()
    _claim(address, port)
    if (file := identity_file()) is not None:
        provider_of(file)
        Rules.of(file)
        os.environ[NAMED_FILE] = str(file.resolve())
    os.environ |= {"CLOUDEYE_DATABASE": str(database.resolve()), "CLOUDEYE_FEED": "on" if has_feed else "off"}
    options = ["--server.address", address, "--server.port", str(port), "--logger.hideWelcomeMessage", "true"]
    url = f"http://{front.name}:{port}"
    print(f"大厅大屏  {url}/hall-overview")
    print(f"领导页面  {url}/")
    if not (is_loopback(address) or front.behind_tls or front.proxies):
        print("提醒：其他机器可以直接连到这里，而且没有加密。正式使用请在前面加 TLS 反向代理。")
    if not is_loopback(address) and not front.hosts:
        print("提醒：没有设置 CLOUDEYE_HOSTS，其他机器会打不开。请写明访问用的主机名或 IP，多个用逗号分开。")
    print("按 Ctrl+C 停止。", flush=True)
    os.chdir(ROOT)  # where Streamlit looks for .streamlit/config.toml
    signal.signal(signal.SIGINT, _end)  # the server hands the signal on to this after it has shut down
    sys.argv = ["streamlit", "run", "app.py", *options]
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def _end(*_: Any) -> NoReturn:
    raise SystemExit(0)


def _claim(address: str, port: int) -> None:
    """Make sure that the address is ours and that nobody listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError as error:
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                raise ServeError(
                    f"「{address}」不是本机的地址。请用 --address 指定本机的 IP 地址，0.0.0.0 表示全部；不写则只有本机能访问。"
                ) from error
            if error.errno == errno.EADDRINUSE:
                raise ServeError(
                    f"端口 {port} 已被占用（可能已有一个云眼服务在运行）。请先停止它，或用 --port 指定另一个端口。"
                ) from error
            raise ServeError(f"无法使用端口 {port}：{reason(error)}。请用 --port 指定另一个端口。") from error
