"""What the application writes is for its own account alone."""

import os
from contextlib import suppress
from pathlib import Path

from cloudeye.store.database import write_ahead_log

PRIVATE_UMASK = 0o077


def keep_private(*databases: Path) -> None:
    """From here on every file that this process makes is 0600 and every folder 0700; existing ``databases`` are made so."""
    os.umask(PRIVATE_UMASK)
    for database in databases:
        for path in (database, write_ahead_log(database)):
            with suppress(OSError):  # not there yet, or another account's: opening it will tell
                path.chmod(0o600)
