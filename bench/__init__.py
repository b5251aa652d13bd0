"""Measures how long builds take, beside other static site generators: `python -m bench`.

It only uses command lines, ours as those of the others, and imports nothing of Broadsheet.
"""
