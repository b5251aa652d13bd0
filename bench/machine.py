"""Where it was measured."""

import os
import platform
import sys
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - storage that is memory, not a place for temporary files
"""What Linux mounts as memory-backed storage."""


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def describe() -> dict[str, str]:
    """The machine in a few words; its name isn't among them."""
    return {
        "processor": f"{_processor()}, {cores()} core{'s' if cores() > 1 else ''}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
    }


def filesystem(folder: Path) -> str:
    """What kind of file system a folder is on; empty where that isn't known."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ""
    inner = [(where, kind) for _, where, kind, *_ in map(str.split, mounts) if folder.resolve().is_relative_to(where)]
    return max(inner, key=lambda mount: len(mount[0]))[1] if inner else ""


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
