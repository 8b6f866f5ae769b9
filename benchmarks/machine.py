"""The machine that a table was measured on, read from the operating system."""

import os
import platform
import re
from pathlib import Path


def memory_gigabytes() -> float:
    """Physical memory in GiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def processor() -> str:
    """The processor's name as the kernel tells it."""
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(1) if found else platform.machine()


def named() -> str:
    """Processor, cores, memory and interpreter in one line."""
    cores = len(os.sched_getaffinity(0))
    return f"{processor()}, {cores} cores, {memory_gigabytes():.0f} GiB, Python {platform.python_version()}"


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process and its children in MiB."""
    pids = [pid]
    for current in pids:
        children = Path(f"/proc/{current}/task/{current}/children")
        pids += [int(child) for child in children.read_text(encoding="utf-8").split()]
    kilobytes = 0
    for current in pids:
        status = Path(f"/proc/{current}/status").read_text(encoding="utf-8")
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        kilobytes += int(found.group(1)) if found else 0
    return kilobytes / 1024
