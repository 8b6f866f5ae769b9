"""A process that is killed while it makes an account: first the entry, then the account, never the other way."""

import os
import signal
import subprocess
import sys

import pytest

from cloudeye.access.trail.book import Trail
from cloudeye.paths import ROOT
from cloudeye.store import Store
from tests.access.people import Watch, opened

KILLED = """
import os, signal, sys
from pathlib import Path
from cloudeye.store import Store, Writer
from tests.access.people import COMMAND, Watch, account, opened

database, moment = Path(sys.argv[1]), sys.argv[2]
kill = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
store = Store(database)
access = opened(store, Watch())
account(access, "leader", login="before")
if moment == "before the entry":
    access.trail.record = kill
elif moment == "after the entry":
    Writer.insert = kill
elif moment == "before the commit":
    insert = Writer.insert
    Writer.insert = lambda *given: (insert(*given), kill())
access.accounts.create("li", "李", by=COMMAND)
kill()
"""


@pytest.mark.parametrize(
    ("moment", "accounts", "recorded"),
    [
        ("before the entry", ["before"], False),
        ("after the entry", ["before"], True),
        ("before the commit", ["before"], True),
        ("after the commit", ["before", "li"], True),
    ],
)
def test_no_account_without_its_entry(own_district: Store, moment: str, accounts: list[str], recorded: bool) -> None:
    own_district.close()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(own_district.path), moment],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    with Store(own_district.path) as store:
        trail = Trail(store.path)
        created = [entry["subject"] for entry in trail.entries(limit=None).entries if entry["action"] == "account.create"]
        assert ("li" in created) is recorded
        access = opened(store, Watch())
        assert [row["login"] for row in access.accounts.listed()] == accounts
        access.close()
        assert trail.verify(store).is_whole
