"""The generators that are measured, each with its own site of the same substance."""

from bench.generator import Generator
from bench.peers.broadsheet import Broadsheet
from bench.peers.eleventy import Eleventy
from bench.peers.hugo import Hugo
from bench.peers.pelican import Pelican

PEERS: dict[str, type[Generator]] = {made.name: made for made in (Broadsheet, Hugo, Pelican, Eleventy)}
"""All of them by name, ours first."""
