"""Links in what somebody paid for: search engines are told, as they ask for it."""

import re

_LINK = re.compile(r"<a\b(?P<before>[^<>]*?)\shref=\"(?P<href>https?://[^\"]*)\"(?P<after>[^<>]*)>", re.IGNORECASE)
_REL = re.compile(r"\srel=\"([^\"]*)\"", re.IGNORECASE)


def marked(body: str, ours: str) -> str:
    """A body with `rel="sponsored"` on each link that leads away from `ours`, the address of the outlet."""

    def link(found: re.Match[str]) -> str:
        href = found["href"]
        if href == ours or href.startswith((f"{ours}/", f"{ours}#", f"{ours}?")):
            return found[0]
        attributes = f'{found["before"]} href="{href}"{found["after"]}'
        rel = _REL.search(attributes)
        words = rel[1].split() if rel else []
        if "sponsored" in words:
            return found[0]
        said = f' rel="{" ".join([*words, "sponsored"])}"'
        return f"<a{_REL.sub(said, attributes, count=1) if rel else attributes + said}>"

    return _LINK.sub(link, body)
