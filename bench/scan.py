"""Looks at each file below a folder, its size and time, and says how many: `python -I -S scan.py FOLDER`."""

import os
import sys


def main(folder: str) -> int:
    """How many files there are."""
    number, waiting = 0, [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    number += 1
    return number


if __name__ == "__main__":
    print(main(sys.argv[1]))
