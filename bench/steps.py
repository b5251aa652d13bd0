"""What is measured, in which order, and whether it came out right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench import check
from bench.measure import CommandError
from bench.site import Built, Site

STEPS = {
    "cold": "cold build",
    "no-op": "nothing new",
    "publish": "publish one",
    "edit": "edit one title",
    "delete": "delete one",
    "theme": "theme change",
    "scan": "scan and stat alone",
    "version": "`--version`",
}
"""Each with the name that readers see, in the order in which they come."""
OURS = ("scan", "version")
"""These are of Broadsheet alone."""
OFTEN = ("cold", "publish")
"""Only these are repeated where each build makes all pages: the rest are the same build, and make one pool.
Of those that are slow, no others are measured at all."""

Problems = list[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One run."""

    step: str
    told: bool
    generator: str
    built: Built | None
    problems: Problems


def samples(sites: Sequence[Site], steps: Sequence[str], runs: int) -> Iterator[Sample]:
    """All runs of some sites, each in turn, then each again. A site that fails is left out from there on."""
    failed: set[str] = set()
    if "cold" not in steps:
        for site in sites:
            site.build()
    for step in steps:
        for turn in range(runs):
            for site in sites:
                generator = site.generator
                if generator.name in failed or (step in OURS and not generator.told):
                    continue
                if step not in OFTEN and (generator.slow or (turn and generator.rebuilds)):
                    continue
                for told in (False, True) if generator.told and step not in ("cold", *OURS) else (False,):
                    try:
                        built, problems = _ACTIONS[step](site, 2 * turn + told, told)
                    except CommandError as failure:
                        failed.add(generator.name)
                        yield Sample(step, told, generator.name, None, [str(failure)])
                        break
                    yield Sample(step, told, generator.name, built, problems)


def _cold(site: Site, _turn: int, _told: bool) -> tuple[Built, Problems]:
    site.generator.forget(site.root)
    built = site.build()
    corpus = site.corpus
    articles = map(corpus.article, check.sample(corpus.size))
    newest = check.present(site.generator, site.output, corpus.article(corpus.size - 1))
    return built, [*check.whole(site.generator, site.output, articles), *newest]


def _nothing(site: Site, _turn: int, told: bool) -> tuple[Built, Problems]:
    built = site.build([site.generator.path(site.corpus.article(0))] if told else ())
    if built.written and not site.generator.rebuilds:
        return built, [f"{site.generator.title}: a build of nothing new wrote {built.written} files"]
    return built, []


def _publish(site: Site, turn: int, told: bool) -> tuple[Built, Problems]:
    article, changed = site.publish(turn)
    built = site.build(changed if told else ())
    return built, list(check.present(site.generator, site.output, article))


def _edit(site: Site, turn: int, told: bool) -> tuple[Built, Problems]:
    before, after, changed = site.retitle(turn)
    built = site.build(changed if told else ())
    stale = check.absent(site.generator, site.output, after, [before.title], thorough=_thorough(site))
    return built, [*check.present(site.generator, site.output, after), *stale]


def _delete(site: Site, turn: int, told: bool) -> tuple[Built, Problems]:
    article, changed = site.delete(turn)
    built = site.build(changed if told else ())
    return built, list(check.gone(site.generator, site.output, article, thorough=_thorough(site)))


def _theme(site: Site, turn: int, told: bool) -> tuple[Built, Problems]:
    mark, changed = site.retheme(turn)
    built = site.build(changed if told else ())
    article = site.corpus.article(0)
    return built, list(check.marked(site.generator, site.output, article, mark, thorough=_thorough(site)))


def _scan(site: Site, _turn: int, _told: bool) -> tuple[Built, Problems]:
    return Built(site.scan(), 0, 0, None), []


def _version(site: Site, _turn: int, _told: bool) -> tuple[Built, Problems]:
    return Built(site.version(), 0, 0, None), []


def _thorough(site: Site) -> bool:
    return site.corpus.size <= check.THOROUGH


_ACTIONS: dict[str, Callable[[Site, int, bool], tuple[Built, Problems]]] = {
    "cold": _cold,
    "no-op": _nothing,
    "publish": _publish,
    "edit": _edit,
    "delete": _delete,
    "theme": _theme,
    "scan": _scan,
    "version": _version,
}
