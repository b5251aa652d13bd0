"""The benchmark's command line."""
import argparse
from pathlib import Path
from bench.corpus import Corpus
from bench.peers.broadsheet import Broadsheet
from bench.peers.hugo import Hugo
def main() -> int:
    p = argparse.ArgumentParser()
    p.add_argument("command"); p.add_argument("--size", type=int); p.add_argument("--for", dest="name"); p.add_argument("root", type=Path)
    a = p.parse_args()
    {"broadsheet": Broadsheet, "hugo": Hugo}[a.name]().write(a.root, Corpus(a.size))
    return 0
