"""What may stand on the command line, and how it is explained there."""

import argparse
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

from broadsheet import __version__

DEFAULT = "build"
"""The command where none is named."""


class Command(NamedTuple):
    """A command: its line in the list of all, what it is for, and ways to use it."""

    name: str
    line: str
    purpose: str
    examples: tuple[tuple[str, str], ...]


COMMANDS = (
    Command(
        "build",
        "take in what is new in seeds/, then build the site (this is what happens without a command)",
        "Takes in what is new in seeds/, then brings the output up to date: only what a change touches is made.\n"
        "A build can be stopped at any instant; what is online stays whole, and the next one goes on.",
        (
            ("", "the site, into public/"),
            ("build --drafts --output /tmp/look", "with drafts, marked as such"),
            ("build --changes changes.json", "and say which files to upload, and which to delete"),
            ("build --now 2026-11-24T08:00", "the site as it will be at that time"),
        ),
    ),
    Command(
        "ingest",
        "turn raw sources into articles in content/, and report on it",
        "Turns sources as they come (in seeds/, or the files named) into articles in content/. Each source is taken\n"
        "in once; an article that an editor has changed or removed since is never touched.",
        (
            ("ingest", "what is new in seeds/"),
            ("ingest --dry-run", "what would be written, and why"),
            ("ingest ~/Downloads/story.txt", "a file from elsewhere"),
            ("ingest --again seeds/story.txt", "an article that was removed is made again"),
        ),
    ),
    Command(
        "review",
        "list what ingest left to decide, beside the source's line",
        "Lists what ingest left to decide (`review:` in the front matter), article by article, the most urgent first,\n"
        "each beside its place in the source. A question is settled by taking it out of the front matter.",
        (
            ("review", "the most urgent articles"),
            ("review content/2026/11/ferry.md", "one article"),
            ("review --html review.html", "a page with each source left, and what became of it right"),
        ),
    ),
    Command(
        "new",
        "begin an article, with its front matter filled in",
        "Begins an article in content/YEAR/MONTH/: a draft with its front matter filled in. Prints the path.",
        (
            ('new "Budget passes"', "in the outlet's default section"),
            ('new "Budget passes" --section politics --author "Ana Ruiz"', "with a section and a byline"),
        ),
    ),
    Command(
        "check",
        "find every problem in settings, content, theme and links",
        "Finds every problem in settings, content, theme and links, and writes nothing.",
        (
            ("check", "all of it"),
            ("check --fix", "write `id:` and `added:` into articles that lack them"),
            ("check --output", "and whether what is in public/ is what was made"),
        ),
    ),
    Command(
        "plan",
        "say what a build would make, and why",
        "Says which pages a build would make, and the first cause found for each. Writes nothing.",
        (("plan", "a line a page"), ("plan --changed content/2026/11/budget.md", "for one file alone")),
    ),
    Command(
        "next",
        "say when a build next has something to do, and what has a machine build by itself",
        "Says when a build next has something to do although nobody changes a file, and why; with a line for cron\n"
        "and a systemd timer, ready to be pasted. Writes nothing.",
        (("next", "what comes next, and the timers"), ("next --json", "the same for a program")),
    ),
    Command(
        "explain",
        "say what is at an address, and why it is as it is",
        "Says of a URL, an address or a file of the output what it is, when and why it was last made, what it shows,\n"
        "what it hangs on and what hangs on it; of one that isn't there why not. As the last build left things.\n"
        "Writes nothing.",
        (
            ("explain https://courier.example/news/2026/11/ferry.html", "a page"),
            ("explain public/news/2026/11/ferry.html", "the same, as a file"),
            ("explain content/2026/11/ferry.md --json", "the same, by its article, for a program"),
        ),
    ),
    Command(
        "serve",
        "build, and show the site on this machine",
        "Builds the site and shows it at a local address, drafts and articles to come included. Ctrl-C ends it.",
        (("serve", "at http://localhost:8000/"), ("serve --now 2026-11-24T08:00", "as it will be at that time")),
    ),
    Command(
        "init",
        "make the folder of a new outlet",
        "Makes the folder of a new outlet, which builds at once. The folder must be new or empty.",
        (
            ("init courier", "with all the defaults"),
            ('init courier --title "The Courier" --url https://courier.example --timezone Europe/Lisbon', ""),
        ),
    ),
)

_KNOWN = {command.name: command for command in COMMANDS}


class UsageError(Exception):
    """The command line can't be understood; `hint` says what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"{self.prog} --help")


def parse(words: Sequence[str], program: str) -> argparse.Namespace:
    """The command and its options, as a namespace. UsageError, or SystemExit for --help and --version."""
    at = _command_at(words, program)
    if at is None:
        before = [word for word in words if word in ("-h", "--help", "--version")]
        if before:
            _front(program).parse_args(before)
        name, rest = DEFAULT, list(words)
    else:
        name, rest = words[at], [*words[:at], *words[at + 1 :]]
    command = _KNOWN.get(name)
    if command is None:
        raise UsageError(f"there is no command “{name}”", _near(name, list(_KNOWN)) or f"{program} --help")
    found, unknown = _parser(command, program).parse_known_args(rest)
    if unknown:
        raise _not_known(unknown[0], name, program)
    found.command = name
    return found


def _front(program: str) -> argparse.ArgumentParser:
    """The parser whose help lists the commands."""
    width = max(len(command.name) for command in COMMANDS)
    lines = "\n".join(f"  {command.name:{width}}  {command.line}" for command in COMMANDS)
    front = _Parser(
        prog=program,
        usage=f"{program} [COMMAND] [OPTION...]",
        description="Builds a news site: raw sources in, a site and its feeds out.",
        epilog=f"commands:\n{lines}\n\n{program} COMMAND --help tells more of each.\n\n{_STATUS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_common(front)
    return front


_STATUS = """exit status:
  0    done (there may be warnings)
  1    done, but something with an error was left out, or left as it was
  2    nothing was done, or not all
  130  interrupted"""


def _parser(command: Command, program: str) -> argparse.ArgumentParser:
    prefix = f"{program} {command.name}"
    width = max(len(line) for line, _ in command.examples)
    examples = "\n".join(f"  {program} {line:{width}}  {why}".rstrip() for line, why in command.examples)
    made = _Parser(
        prog=prefix,
        description=command.purpose,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _ADD[command.name](made.add_argument_group(f"options of {command.name}"))
    _add_common(made, output=command.name != "check")
    return made


def _add_common(parser: argparse.ArgumentParser, *, output: bool = True) -> None:
    add = parser.add_argument_group("options of all commands").add_argument
    add("--site", metavar="DIR", default=".", help="a folder with a site.toml (default: where you stand)")
    if output:
        add("--output", metavar="DIR", help="where the site goes (default: public/ in the site's folder)")
    add("--now", metavar="TIME", help="the moment to show, such as 2026-11-24T08:00 (default: now)")
    add("--jobs", metavar="N", type=_positive, default=0, help="how many processes may work (default: one a core)")
    add("--quiet", action="store_true", help="show problems only")
    add("--json", action="store_true", help="write JSON to standard output, a value a line, and nothing else")
    add("--log", metavar="FILE", type=_log, help="append the same to a file, with the time of each")
    add("--version", action="version", version=f"broadsheet {__version__}", help="show Broadsheet's version")


def _add_build(group: Any) -> None:
    add = group.add_argument
    add("--clean", action="store_true", help="forget the index first, and look at everything anew")
    add("--repair", action="store_true", help="compare all files of the output with what was made, and mend them")
    add("--strict", action="store_true", help="build nothing if there is any error or warning")
    add(
        "--yes",
        action="store_true",
        help="even take away over a tenth of the articles, or overwrite others' files",
    )
    _add_changed(add)
    add(
        "--changes",
        metavar="FILE",
        type=_file,
        help="write a JSON list of the files added, changed and removed; - shows it",
    )
    add("--executor", metavar="URL", default="", help="a cluster to work on: dask://HOST:PORT")
    add(
        "--drafts", action="store_true", help="show drafts and articles to come, marked, and hidden from search engines"
    )


def _add_changed(add: Any) -> None:
    add("--changed", metavar="PATH", nargs="+", action="extend", default=[], help="look at these files only")


def _add_ingest(group: Any) -> None:
    add = group.add_argument
    add("sources", metavar="SOURCE", nargs="*", help="files to take in (default: what is new in seeds/)")
    add("--dry-run", action="store_true", help="write nothing, but say what would be")
    add("--again", metavar="SOURCE", action="append", default=[], help="make this source's article again")
    add(
        "--report",
        metavar="FILE",
        type=_file,
        help="write the report as JSON, every decision with its line; - shows it",
    )
    add("--keep-dropped", action="store_true", help="keep what is left out, in .broadsheet/dropped/")


def _add_review(group: Any) -> None:
    add = group.add_argument
    add("articles", metavar="ARTICLE", nargs="*", help="files of content/ (default: all that have something to review)")
    add("--html", metavar="FILE", type=_file, help="write a page that shows each source and what became of it")
    add("--all", action="store_true", help="all of them, not the most urgent alone")


def _add_new(group: Any) -> None:
    add = group.add_argument
    add("headline", metavar="HEADLINE", help="the article's title; in quotes, for your shell")
    add("--section", metavar="ID", default="", help="its section, as site.toml calls it")
    add("--author", metavar="NAME", action="append", default=[], help="its author; again for each further one")


def _add_check(group: Any) -> None:
    add = group.add_argument
    add("--fix", action="store_true", help="write `id:` and `added:` into articles that lack them")
    add(
        "--output",
        metavar="DIR",
        nargs="?",
        const="",
        help="compare the output's files with what was made (default: public/ in the site's folder)",
    )


def _add_plan(group: Any) -> None:
    add = group.add_argument
    add("--clean", action="store_true", help="as if the index were lost")
    _add_changed(add)
    add("--drafts", action="store_true", help="for a build with --drafts")


def _add_next(group: Any) -> None:
    group.add_argument("--drafts", action="store_true", help="for a build with --drafts")


def _add_explain(group: Any) -> None:
    add = group.add_argument
    add("address", metavar="URL", help="a URL of the site, an address such as /news/x.html, a file of the output")
    add("--drafts", action="store_true", help="of a build with --drafts")


def _add_serve(group: Any) -> None:
    add = group.add_argument
    add("--port", metavar="N", type=_port, help="the port (default: 8000, or the next that is free)")
    add("--poll", action="store_true", help="look for changes again and again, for disks that don't tell of them")


def _add_init(group: Any) -> None:
    add = group.add_argument
    add("folder", metavar="DIR", help="the folder to make")
    add("--title", metavar="NAME", default="", help="the outlet's name (default: made of the folder's)")
    add("--url", metavar="URL", default="", help="where it will be hosted (default: https://NAME.example)")
    add("--language", metavar="TAG", default="en", help="its language: en, es-MX … (default: en)")
    add("--timezone", metavar="ZONE", default="UTC", help="its time zone: Europe/Madrid … (default: UTC)")


_ADD = {
    "build": _add_build,
    "ingest": _add_ingest,
    "review": _add_review,
    "new": _add_new,
    "check": _add_check,
    "plan": _add_plan,
    "next": _add_next,
    "explain": _add_explain,
    "serve": _add_serve,
    "init": _add_init,
}


def _command_at(words: Sequence[str], program: str) -> int | None:
    """Where the command stands: the first word that is no option and no option's value."""
    if not words or words[0] in _KNOWN:  # as most often, and then no parser but the command's own is needed
        return 0 if words else None
    takes: dict[str, int | str | None] = {}
    for parser in _parsers(program).values():
        for action in parser._actions:
            takes.update(dict.fromkeys(action.option_strings, action.nargs))
    at = 0
    while at < len(words):
        word = words[at]
        if not word.startswith("-") or word == "-":
            return at
        at += 1
        if word == "--":
            return at if at < len(words) else None
        if word not in takes:
            continue
        if takes[word] == "+":
            while at < len(words) and not words[at].startswith("-"):
                at += 1
        elif takes[word] is None:
            at += 1
    return None


def _parsers(program: str) -> dict[str, argparse.ArgumentParser]:
    return {command.name: _parser(command, program) for command in COMMANDS}


def _not_known(word: str, name: str, program: str) -> UsageError:
    """What to say of a word that the command doesn't take."""
    parsers = _parsers(program)
    if not word.startswith("-"):
        return UsageError(f"{name} doesn't take “{word}”", f"{program} {name} --help")
    option = word.partition("=")[0]
    homes = [other for other, parser in parsers.items() if option in parser._option_string_actions]
    if homes:
        return UsageError(f"{name} has no option {option}", f"{option} is an option of {' and '.join(homes)}")
    known = list(parsers[name]._option_string_actions)
    return UsageError(f"{name} has no option {option}", _near(option, known) or f"{program} {name} --help")


def _near(word: str, known: Sequence[str]) -> str:
    """What may have been meant; the dashes of options are no likeness."""
    import difflib  # only for a mistake

    names = {name.strip("-"): name for name in known}
    close = difflib.get_close_matches(word.strip("-"), names, 1)
    return f"did you mean {names[close[0]]}?" if close else ""


def _file(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("a file's name is wanted, or -")
    return text


def _log(text: str) -> str:
    if text in ("", "-"):
        raise argparse.ArgumentTypeError("a file's name is wanted; --json shows the same")
    return text


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on is wanted, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port from 0 to 65535 is wanted, not {text!r}")
    return int(text)
