"""The kinds of page. A new one is a module of this folder, or of feeds/, that kinds.py lists."""
