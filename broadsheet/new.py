"""A new article, with its front matter filled in."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from broadsheet import durable
from broadsheet.front_matter_types import guess
from broadsheet.ingest.front_matter import added_text, scalar
from broadsheet.problems import SiteError, error
from broadsheet.settings import Settings
from broadsheet.slugs import slugify


def begin(
    site: Path, settings: Settings, now: datetime, headline: str, *, section: str = "", authors: Iterable[str] = ()
) -> str:
    """Write a draft into the folder of its month; gives its path in the site. A file that is there is never touched."""
    title = " ".join(headline.split())
    if not title:
        raise SiteError(error("new", "the headline is empty", hint='new "What happened"'))
    known = [each.id for each in settings.sections]
    if section and section not in known:
        raise SiteError(error("--section", f'there is no section "{section}" in site.toml', hint=guess(section, known)))
    moment = now.astimezone(settings.zone)
    folder = site / "content" / f"{moment.year:04}" / f"{moment.month:02}"
    stem = slugify(title) or "article"
    number = 1
    while True:
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.md"
        name = path.relative_to(site).as_posix()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with open(path, "xb") as file:
                file.write(_text(title, name, moment, section or settings.default_section, authors).encode())
        except FileExistsError:
            if not folder.is_dir():
                raise SiteError(error(name, f"{folder} is no folder", hint="take it away")) from None
            number += 1
        except OSError as failure:
            raise SiteError(error(name, f"it can't be written: {failure.strerror}")) from None
        else:
            durable.sync_file(path)
            durable.sync_folder(folder)
            return name


def _text(title: str, name: str, moment: datetime, section: str, authors: Iterable[str]) -> str:
    added = added_text(moment)
    # Of the place and the moment, so that it's never the id of another article that was there before.
    mark = hashlib.sha256(f"{name}\n{added}".encode()).hexdigest()[:8]
    bylines = "".join(
        f"  - {scalar(author)}\n" for author in (" ".join(author.split()) for author in authors) if author
    )
    return (
        "---\n"
        f"id: {slugify(title, 40) or 'article'}-{mark}\n"
        f"title: {scalar(title)}\n"
        f"section: {section}\n"
        + (f"authors:\n{bylines}" if bylines else "")
        + f"date: {moment.strftime('%Y-%m-%dT%H:%M')}\n"
        f"added: {added}\n"
        "draft: true\n"
        "---\n\n"
    )
