"""What an outlet's developers write, and what is read back of what we wrote: site.toml, theme.toml, the manifest."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from broadsheet import manifest, settings_file, theme, toml_file
from broadsheet.problems import Problem, SiteError
from broadsheet.settings import ThemeChoice
from tests.build import everything
from tests.fuzz import promises
from tests.fuzz.targets import target
from tests.outlet import SITE

_TOML = (
    *(
        "[[sections]]\n",
        "[x]\n",
        "[a.b]\n",
        "a.b.c = 1\n",
        "a = {b = 1}\n",
        "= ",
        "'''",
        '"""',
        "[",
        "]",
        "1979-05-27T07:32:00Z",
        "0x",
    ),
    *(
        "inf",
        "nan",
        "1_000",
        "true",
        "[[[[[[[[[[",
        '"\\u0000"',
        '"\\ud800"',
        "# x\n",
        "id = 'a'\n",
        "url = 'https://[::1'\n",
        "é = 1\n",
    ),
    *(
        "url = 'https://x.example:99999999'\n",
        "timezone = '../etc/passwd'\n",
        "timezone = 'Europe/'\n",
        "language = '\\u0000'\n",
    ),
    *(
        "url = 'https://\u2100.example'\n",
        "items = 99999999999999999999\n",
        "pattern = '{x}'\n",
        "a" * 3000 + "." + "b" * 2000,
    ),
)


def _sites() -> Iterable[bytes]:
    yield SITE.encode()
    yield everything.settings(*everything.PARTS).encode()


@target("settings-site", _sites, syntax="lines", tokens=_TOML)
def reads_settings(data: bytes) -> None:
    """Whatever site.toml holds: settings, or errors at their places."""
    made, problems = settings_file.parse(data)
    promises.fits(problems, data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n"))
    assert (made is None) == bool(promises.errors(problems))
    if made:
        for edition in made.editions:
            made.edition(edition.language)
        assert made.zone.key == made.outlet.timezone
        assert made.base == "" or made.base.startswith("/")


@target("settings-toml", _sites, tokens=_TOML)
def finds_keys(data: bytes) -> None:
    """Each key of a TOML file is found where it stands."""
    read = toml_file.parse(data, "site.toml")
    if isinstance(read, Problem):
        promises.fits([read], data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n"))
        return
    for line, column in read.places.values():
        assert 1 <= line <= len(read.lines)
        assert 1 <= column <= len(read.lines[line - 1]) + 1


_THEME = b'name = "Plain"\nextends = ""\n[options]\ncolor = "red"\nwide = true\n[choices]\ncolor = ["red", "blue"]\n'


@target("settings-theme", lambda: [_THEME, b'name = "Plain"\nextends = "broadsheet"\n'], syntax="lines", tokens=_TOML)
def loads_a_theme(data: bytes) -> None:
    """Whatever a theme.toml holds: a theme, or what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder, "themes/plain")
        (at / "templates").mkdir(parents=True)
        (at / "theme.toml").write_bytes(data)
        try:
            theme.load(Path(folder), ThemeChoice(name="plain"))
        except SiteError as told:
            promises.fits(told.problems, None)


@target("settings-words", lambda: [b'more = "More"\n[months]\n1 = "January"\n'], syntax="lines", tokens=_TOML)
def loads_words(data: bytes) -> None:
    """Whatever a theme's i18n file holds."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder, "themes/plain")
        (at / "i18n").mkdir(parents=True)
        (at / "theme.toml").write_bytes(b'name = "Plain"\n')
        (at / "i18n/en.toml").write_bytes(data)
        try:
            theme.load(Path(folder), ThemeChoice(name="plain"))
        except SiteError as told:
            promises.fits(told.problems, None)


def _manifests() -> Iterable[bytes]:
    yield (
        b"broadsheet-manifest\t1\t3\n+\t/index.html\thome\t\n+\t/news/a.html\tarticle\tcontent/a.md\n"
        b"+\t/b.html\tarticle\tcontent/b.md\n-\t/b.html\n=\t/index.html\n"
    )


@target(
    "settings-manifest",
    _manifests,
    tokens=("+\t", "-\t", "=\t", "\t", "\n", "/../x", "broadsheet-manifest\t1\t\u00b2\n", "former"),
)
def reads_the_manifest(data: bytes) -> None:
    """Whatever the manifest holds by now: nothing outside the output is named by it, and it's mended."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / manifest.MANIFEST).write_bytes(data)
        opened = manifest.open_manifest(root)
        opened.mend()
        named = list(opened.noted())
        addresses = [stray.address for stray in named]
        assert all(address.startswith("/") and ".." not in address.split("/") for address in addresses), addresses
        opened.renew(named, f"{folder}/new")
        assert list(manifest.open_manifest(root).noted()) == named
        manifest.formers(root)
