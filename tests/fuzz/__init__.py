"""Broken and hostile input for all that reads what somebody else wrote.

targets.py      a target: what is fed, with what to begin, and of what pieces; the registry of them
*_targets.py    the targets of a room, each with a small corpus and the promises that it checks
mutating.py     one change of an input, by bytes or by the pieces that its syntax is made of
promises.py     what several targets promise
running.py      a target under atheris or, without it, under hypothesis; what broke it is made small and kept
found/TARGET/   what once broke a promise: run for ever by test_targets.py, with the corpus and a few changes of it
"""
