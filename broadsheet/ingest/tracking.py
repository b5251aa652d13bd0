"""What stands in an address only to track who follows it."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src|msclkid)$")


def untracked(address: str) -> str:
    """The address without such parameters, to the letter where it has none; ValueError where it can't be read."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _TRACKING.match(name)]
    return address if len(kept) == len(query) else urlunsplit(parts._replace(query=urlencode(kept)))
