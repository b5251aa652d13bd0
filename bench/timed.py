"""Runs one command and writes what it cost: `python -I -S timed.py RESULT.json COMMAND...`

A process of its own, and one that imports next to nothing: the peak memory that the system tells of a child includes
what its parent held when it was started, and the benchmark itself is large.
"""

import json
import os
import sys
import time

CHILD_SUBREAPER = 36
"""Of prctl: processes whose parent has gone become our children, so that their cost is known too."""


def main(result: str, command: list[str]) -> None:
    """Run the command; times in seconds, memory in bytes: the peak of the largest process, not of all together."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)
    begin = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
    while True:
        try:
            _, _, usage = os.wait3(0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)
    peak *= 1 if sys.platform == "darwin" else 1024
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"wall": wall, "cpu": cpu, "peak": peak, "status": os.waitstatus_to_exitcode(status)}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
