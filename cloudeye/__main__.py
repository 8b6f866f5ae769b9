"""``python -m cloudeye``."""

import sys

from cloudeye.cli import main

sys.exit(main(sys.argv[1:]))
