"""The parts of site.toml that say what the outside world is told: search engines, robots, hosts, other papers."""

import msgspec


class Organization(msgspec.Struct, frozen=True):
    """`[organization]`: who stands behind the outlet, for structured data.

    What leads to a page is an address of ours (`/about.html`), a web address or `content:PATH`.
    """

    legal_name: str = ""
    """Its name in law."""
    founded: str = ""
    """The year or the day on which it was founded: `1921`, `2026-11-24`."""
    email: str = ""
    """Where the newsroom is reached."""
    telephone: str = ""
    """Its telephone, with the country's number: `+351 21 000 0000`."""
    address: str = ""
    """Its postal address, in one line."""
    same_as: tuple[str, ...] = ()
    """Web addresses that are also it: an encyclopedia's article, accounts elsewhere."""
    principles: str = ""
    """The page of its publishing principles."""
    corrections_policy: str = ""
    """The page that says how it corrects; the page of corrections unless given."""
    ethics_policy: str = ""
    """The page of its rules of ethics."""
    diversity_policy: str = ""
    """The page on how it strives for diversity."""
    fact_checking_policy: str = ""
    """The page that says how it checks facts."""
    sources_policy: str = ""
    """The page on sources without names."""
    feedback_policy: str = ""
    """The page that says how readers are heard."""
    masthead: str = ""
    """The page of who works there."""
    ownership: str = ""
    """The page on who owns and pays for it."""


class Social(msgspec.Struct, frozen=True):
    """`[social]`: the accounts that links to articles name where they are shown elsewhere."""

    mastodon: str = ""
    """The outlet's account in the Fediverse: `@courier@social.example`."""
    x: str = ""
    """The outlet's account on X: `@courier`."""
    authors: dict[str, str] = {}
    """`[social.authors]`: the Fediverse accounts of authors, by the names that articles give them."""


class Robots(msgspec.Struct, frozen=True):
    """`[robots]`: what robots may do, each use apart; `allow` or `deny`."""

    training: str = "deny"
    """Those that read to train models."""
    search: str = "allow"
    """Those that read for the answers of AI search engines, which lead back to the page."""
    fetch: str = "allow"
    """Those that fetch a page because somebody asked for it just now."""
    disallow: tuple[str, ...] = ()
    """Paths that no robot is to read, such as `/drafts/`."""


class Trust(msgspec.Struct, frozen=True):
    """`[trust]`: trust.txt, which says with whom the outlet is bound up; each a web address."""

    member: tuple[str, ...] = ()
    """For an association: its members."""
    belongto: tuple[str, ...] = ()
    """The associations that the outlet belongs to."""
    control: tuple[str, ...] = ()
    """Outlets that it controls."""
    controlledby: tuple[str, ...] = ()
    """Who controls it."""
    social: tuple[str, ...] = ()
    """Its accounts elsewhere."""
    vendor: tuple[str, ...] = ()
    """Who works for it."""
    customer: tuple[str, ...] = ()
    """For whom it works."""
    disclosure: tuple[str, ...] = ()
    """Pages that disclose what readers should know."""
    contact: tuple[str, ...] = ()
    """How to reach whoever answers for this."""


class Security(msgspec.Struct, frozen=True):
    """`[security]`: security.txt (RFC 9116), for who finds a hole; without a contact there is none."""

    contact: tuple[str, ...] = ()
    """How to reach you, the best way first: `mailto:security@courier.example`, a web address."""
    expires: str = ""
    """Until when it holds, a day or an instant, less than a year away. Needed with `contact`."""
    encryption: tuple[str, ...] = ()
    """Where your key is."""
    acknowledgments: tuple[str, ...] = ()
    """Where you thank those who helped."""
    policy: tuple[str, ...] = ()
    """What you ask of those who look for holes."""
    preferred_languages: tuple[str, ...] = ()
    """The languages that you read: `en`, `pt`."""


class WebApp(msgspec.Struct, frozen=True):
    """`[app]`: how the site looks on the start screen of a phone."""

    short_name: str = ""
    """A name of at most twelve letters; the outlet's unless given."""
    color: str = "#ffffff"
    """The colour around the page: `#1d3557`."""
    background: str = "#ffffff"
    """The colour before the page is there."""


class Hosting(msgspec.Struct, frozen=True):
    """`[hosting]`: what hosts are told of headers and redirects."""

    files: tuple[str, ...] = ("netlify",)
    """`netlify` and `cloudflare` (`_headers`, `_redirects`), `apache` (`.htaccess`), `nginx` (`_nginx.conf`)."""
    stubs: bool = True
    """Whether old addresses have stub pages too, for hosts that can't redirect."""
    hsts: bool = False
    """Whether browsers are told to come by HTTPS only, for a year."""
    policy: dict[str, str] = {}
    """`[hosting.policy]`: what the content security policy allows besides, by directive: `img-src = "https://x.example"`."""


class Exports(msgspec.Struct, frozen=True):
    """`[exports]`: articles for other papers."""

    ninjs: bool = False
    """Whether there is an IPTC ninjs document beside each article."""
    republish: bool = False
    """Whether there is a page beside each article from which it can be copied, as clean HTML."""
    licence: str = ""
    """The licence's name: `CC BY-ND 4.0`. Needed with `republish`."""
    licence_url: str = ""
    """Where it stands."""
    terms: str = ""
    """What else is asked of who republishes, in a sentence or two."""
