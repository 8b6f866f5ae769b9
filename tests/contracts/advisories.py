"""Look every pinned version up in the public advisory databases: ``python -m tests.contracts.advisories``.

Exit code 0: all were looked up and nothing is known against them. 1: something is known. 3: they could not (all) be looked up,
which is not the same as nothing being known; with ``--quick`` (part of ``make check``, which must work offline) that ends with 0
and says so.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cloudeye.paths import ROOT

FILES = tuple(ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"))
# Advisory → why it does not concern us. Empty is best; a line here is taken out when a fixed version is pinned.
ACCEPTED: dict[str, str] = {}
CLEAN, FOUND, NOT_LOOKED_UP = 0, 1, 3
QUICK_SECONDS, PATIENT_SECONDS = 8.0, 300.0


@dataclass(frozen=True)
class Verdict:
    """What was found: advisories as (package, version, advisory, fixed in), how many pins were looked up, how many were not."""

    known: tuple[tuple[str, str, str, str], ...]
    looked_up: int
    not_looked_up: int


def judge(document: dict[str, Any]) -> Verdict:
    """What pip-audit's JSON says. It ends with 0 for packages that it could not look up: here they are counted."""
    packages = document["dependencies"]
    known = [
        (package["name"], package["version"], advisory["id"], "、".join(advisory["fix_versions"]) or "尚无")
        for package in packages
        for advisory in package.get("vulns", ())
        if not {advisory["id"], *advisory["aliases"]} & ACCEPTED.keys()
    ]
    skipped = sum("skip_reason" in package for package in packages)
    return Verdict(tuple(known), len(packages) - skipped, skipped)


def look_up(files: Sequence[Path], service: Sequence[str], seconds: float) -> Verdict | None:
    """The verdict of one database on the pins of these files; None when it cannot be reached in time."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--format=json",
        "--progress-spinner=off",
        "--no-deps",
        "--disable-pip",
        "--timeout=5",
    ]
    command += [*service, *(word for file in files for word in ("--requirement", str(file)))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
        return judge(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return None


def audit(files: Sequence[Path], services: Sequence[Sequence[str]], seconds: float) -> Verdict | None:
    """The verdict of the first database that knows the packages; asks it about one before it asks about all."""
    for service in services:
        with tempfile.TemporaryDirectory() as folder:
            probe = Path(folder) / "requirements.txt"
            probe.write_text(
                next(line for line in files[0].read_text(encoding="utf-8").splitlines() if "==" in line), encoding="utf-8"
            )
            tried = look_up([probe], service, seconds)
        if tried and tried.looked_up:
            return look_up(files, service, seconds)
    return None


def main(arguments: Sequence[str]) -> int:
    """Ask the databases and say what they know; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.contracts.advisories")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--osv-url", help="a mirror of the OSV database inside the office's network")
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    chosen = parser.parse_args(arguments)
    mirror = ["--vulnerability-service=osv", f"--osv-url={chosen.osv_url}"]
    services = [mirror] if chosen.osv_url else [["--vulnerability-service=pypi"], ["--vulnerability-service=osv"]]
    found = audit(chosen.files, services, QUICK_SECONDS if chosen.quick else PATIENT_SECONDS)
    return tell(found, is_quick=chosen.quick)


def tell(found: Verdict | None, *, is_quick: bool) -> int:
    """Say what was found; returns the exit code."""
    for package, version, advisory, fixed in found.known if found else ():
        print(f"{package} {version} 有已知漏洞 {advisory}，修复版本：{fixed}。请更换版本后重新测试。", file=sys.stderr)
    if found and found.known:
        return FOUND
    if found is None or found.not_looked_up:
        rest = f"{found.not_looked_up} 个依赖" if found else "依赖"
        print(f"漏洞库没有查成：{rest}未核对，不等于没有漏洞。联网后请运行 make audit。", file=sys.stderr)
        return CLEAN if is_quick else NOT_LOOKED_UP
    print(f"已核对 {found.looked_up} 个依赖，没有已知漏洞。")
    return CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
