"""The generators that are measured, each with its own site of the same substance."""

from bench.generator import Generator
from bench.peers.broadsheet import Broadsheet
from bench.peers.hugo import Hugo

PEERS: dict[str, type[Generator]] = {made.name: made for made in (Broadsheet, Hugo)}
"""All of them by name, ours first."""
