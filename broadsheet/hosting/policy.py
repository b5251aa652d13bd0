"""The content security policy: from where a page may load what, so that a script that slips into a text does nothing.

Nothing in pages is inline but data blocks (JSON-LD), to which a policy of scripts doesn't apply.
"""

from broadsheet.pages import embeds
from broadsheet.settings import Settings

_BASIS = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),
    "frame-src": ("'self'",),
    "manifest-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'self'",),
}


def policy(settings: Settings, *, loopback: bool = False) -> str:
    """The policy of all pages: the site itself, the players of what is embedded, and what `[hosting.policy]` adds.

    `loopback`: for a server on this machine, which is not asked by HTTPS.
    """
    sources = {directive: list(given) for directive, given in _BASIS.items()}
    for host in embeds.player_hosts(settings.embeds.hosts):
        sources["frame-src"] += [f"https://{host}", f"https://*.{host}"]
    for directive, added in settings.hosting.policy.items():
        known = sources.setdefault(directive, list(sources["default-src"]))
        known += [source for source in added.split() if source not in known]
        if len(known) > 1 and "'none'" in known:
            known.remove("'none'")  # which stands alone or means nothing
    parts = [f"{directive} {' '.join(given)}" for directive, given in sources.items()]
    if settings.outlet.url.startswith("https:") and not loopback:
        parts.append("upgrade-insecure-requests")
    return "; ".join(parts)
