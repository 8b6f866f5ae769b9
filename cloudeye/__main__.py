"""``python -m cloudeye``."""

import sys

from cloudeye.cli import main
from cloudeye.store.private import keep_private

keep_private()
sys.exit(main(sys.argv[1:]))
