"""Trials of what may befall a build: killed, robbed of its index, its output changed behind its back; see README.md."""
