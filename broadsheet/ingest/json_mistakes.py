"""Why a source in JSON can't be read, in words for who has to get it anew."""

from json import JSONDecodeError


def told(what: str, problem: Exception) -> str:
    """What is wrong: the file ends too early, as after a download that broke off, or holds what is no JSON."""
    if isinstance(problem, RecursionError):
        return f"{what} can't be read: its values lie too deep in one another"
    if isinstance(problem, JSONDecodeError):
        cut = problem.msg.startswith("Unterminated string") or problem.pos >= len(problem.doc.rstrip())
    else:
        cut = "truncated" in str(problem)
    return f"{what} breaks off before its end" if cut else f"{what} can't be read: {problem}"
