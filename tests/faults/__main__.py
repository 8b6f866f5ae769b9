"""``python -m tests.faults --rounds 50``: kill an upload, an inbox load or an undo at so many random moments, and look."""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.rounds import Broken, cases, one_round


def main() -> int:
    """Run the rounds; returns 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=4)
    chosen = parser.parse_args()
    dice, counted, broken = Random(chosen.seed), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="cloudeye-faults-") as folder:
        acts = cases(Path(folder) / "cases")
        for case in acts:
            print(f"{case.act}: {case.seconds:.2f} s when nobody kills it", flush=True)
        for number in range(chosen.rounds):
            try:
                told = one_round(acts[number % len(acts)], Path(folder), dice)
                counted[f"{acts[number % len(acts)].act} {told.rsplit(': ', 1)[1]}"] += 1
            except Broken as error:
                told, broken = f"BROKEN {error}", broken + 1
            print(f"{number + 1:3} {told}", flush=True)
    print(f"{chosen.rounds} rounds, {broken} broken; {dict(sorted(counted.items()))}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
