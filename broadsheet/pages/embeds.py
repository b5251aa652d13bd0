"""Videos, charts and recordings that live elsewhere: an address alone in its paragraph, on a host that is allowed.

The page names what plays it and holds a plain link; nothing is fetched from there until a reader asks for it. Where
the host isn't allowed the paragraph stays what it is, and changing the setting makes the pages anew.
"""

import html
import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, urlsplit

from broadsheet.entities import unescape

_ALONE = re.compile(
    r"<p>(?:<a href=\"(?P<linked>https?://[^\"<>]+)\"(?: title=\"[^\"<>]*\")?>"
    r"(?P<words>(?:[^<]|</?(?:em|strong)>)+)</a>"
    r"|(?P<bare>https?://[^\s<>\"]+))</p>"
)
_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
_NAME = re.compile(r"[\w-]+")
_SAME = {"youtu.be": "youtube.com", "youtube-nocookie.com": "youtube.com", "flo.uri.sh": "flourish.studio"}
"""Hosts that serve the same as others, and are allowed with them."""


def placed(body: str, hosts: tuple[str, ...]) -> str:
    """A body with a figure in the place of each address that stands alone and whose host is among these."""
    if not hosts or ('<p><a href="http' not in body and "<p>http" not in body):
        return body

    def figure(found: re.Match[str]) -> str:
        written = found["linked"] or found["bare"]
        if (player := player_of(unescape(written), hosts)) is None:
            return found[0]
        link = f'<a href="{written}">{found["words"] or written}</a>'
        return f'<figure class="embed" data-embed="{html.escape(player)}">{link}</figure>'

    return _ALONE.sub(figure, body)


def player_of(address: str, hosts: tuple[str, ...]) -> str | None:
    """Where what an address names is played; None where its host isn't allowed, or where nothing there is played."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        if parts.username is not None or parts.port is not None:
            return None
    except ValueError:
        return None
    if not any(_within(host, allowed) or _within(_SAME.get(host, host), allowed) for allowed in hosts):
        return None
    for owner, rule in _PLAYERS.items():
        if _within(_SAME.get(host, host), owner):
            return rule(parts)
    return parts._replace(scheme="https").geturl()


def player_hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """The hosts from which something is played where these are allowed; their subdomains may, too."""
    found = dict.fromkeys(hosts)
    for host in hosts:
        shared = _SAME.get(host, host)
        for owner, player in _PLAYED_AT.items():
            if _within(shared, owner) or _within(owner, shared):
                found[player] = None
    return tuple(found)


def _within(host: str, allowed: str) -> bool:
    return host == allowed or host.endswith(f".{allowed}")


def _youtube(parts: SplitResult) -> str | None:
    query = parse_qs(parts.query)
    first, *others = parts.path.strip("/").split("/")
    if parts.hostname == "youtu.be":
        name = first
    elif first == "watch":
        name = query.get("v", [""])[0]
    elif first == "playlist":
        found = query.get("list", [""])[0]
        return f"https://www.youtube-nocookie.com/embed/videoseries?list={found}" if _NAME.fullmatch(found) else None
    else:
        name = others[0] if first in ("embed", "live", "shorts") and others else ""
    if not _NAME.fullmatch(name):
        return None
    start = _seconds((query.get("t") or query.get("start") or [""])[0])
    return f"https://www.youtube-nocookie.com/embed/{name}" + (f"?start={start}" if start else "")


def _seconds(written: str) -> int:
    """`1m30s`, `90s` or `90`."""
    found = _TIME.fullmatch(written)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(parts: SplitResult) -> str | None:
    if parts.hostname == "player.vimeo.com":
        return parts._replace(scheme="https").geturl()
    names = parts.path.strip("/").split("/")
    at = next((number for number, name in enumerate(names) if name.isdecimal()), None)
    if at is None:
        return None
    # What an unlisted video's address has behind its number is asked for as a parameter.
    secret = names[at + 1] if len(names) > at + 1 and _NAME.fullmatch(names[at + 1]) else ""
    return f"https://player.vimeo.com/video/{names[at]}" + (f"?h={secret}" if secret else "")


def _spotify(parts: SplitResult) -> str | None:
    names = [name for name in parts.path.strip("/").split("/") if name != "embed" and not name.startswith("intl-")]
    if len(names) != 2 or not all(map(_NAME.fullmatch, names)):
        return None
    return f"https://open.spotify.com/embed/{names[0]}/{names[1]}"


def _flourish(parts: SplitResult) -> str | None:
    first, *others = parts.path.strip("/").split("/")
    if first not in ("visualisation", "story") or not others or not _NAME.fullmatch(others[0]):
        return None
    return f"https://flo.uri.sh/{first}/{others[0]}/embed"


_PLAYERS: dict[str, Callable[[SplitResult], str | None]] = {
    "youtube.com": _youtube,
    "vimeo.com": _vimeo,
    "spotify.com": _spotify,
    "flourish.studio": _flourish,
}
"""The hosts that play a thing at another address than the one people share."""

_PLAYED_AT = {
    "youtube.com": "youtube-nocookie.com",
    "vimeo.com": "vimeo.com",
    "spotify.com": "spotify.com",
    "flourish.studio": "flo.uri.sh",
}
"""The host of the players of each of these."""
