"""Files of the output that can't be written or deleted: the others are, and the next build tries again."""

import errno
import os
from pathlib import Path

import pytest

from broadsheet.output import Folder
from broadsheet.problems import SiteError
from tests.build.test_output import small
from tests.conftest import MakeOutlet


def failing(monkeypatch: pytest.MonkeyPatch, address: str, code: int) -> None:
    """Make one address fail to be written."""
    put = Folder.put

    def refuse(self: Folder, where: str, data: bytes) -> bool:
        if where == address:
            raise OSError(code, os.strerror(code))
        return put(self, where, data)

    monkeypatch.setattr(Folder, "put", refuse)


def test_one_file_that_can_not_be_written_stops_no_other(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small(outlet())
    with monkeypatch.context() as patched:
        failing(patched, "/news/2026/11/a.html", errno.EACCES)
        site.build()
        assert site.problems == [UNWRITTEN]
        assert site.summary.status == 1
        assert site.has("/index.html")
        site.build()
        assert site.problems == [UNWRITTEN]
        assert site.told.pages == {"article:en:content/2026/11/a.md": "failed"}
    site.build()
    assert site.problems == []
    assert site.online() == site.clean()


UNWRITTEN = """\
/news/2026/11/a.html: error: it couldn't be written: Permission denied
hint: what is online stays as it was; the next build goes on from here"""


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_read_only_disk_stops_the_build(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    site = small(outlet())
    with monkeypatch.context() as patched:
        failing(patched, "/index.html", code)
        with pytest.raises(SiteError, match=f"^/index.html: error: it couldn't be written: {os.strerror(code)}"):
            site.build()
        assert site.has("/news/2026/11/a.html")
        assert not site.has("/feed.xml")
    assert site.build().online() == site.clean()


def undeletable(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Make one file of the output fail to be deleted."""
    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.as_posix().endswith(address):
            raise PermissionError(errno.EACCES, "Denied")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)


def test_a_page_that_can_not_be_deleted_is_tried_again(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small(outlet()).build()
    site.edit({"content/2026/11/a.md": None})
    with monkeypatch.context() as patched:
        undeletable(patched, "/news/2026/11/a.html")
        site.build()
        assert "/news/2026/11/a.html: error: it couldn't be written: Denied" in "\n".join(site.problems)
        assert site.summary.status == 1
    assert not site.build().has("/news/2026/11/a.html")
    assert site.online() == site.clean()
