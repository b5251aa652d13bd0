"""Templates as Jinja2 compiled them, kept on disk: a build of a few pages would spend most of its time compiling."""

import os
import shutil
import sys
from hashlib import blake2b
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

_MOST = 16
"""How many folders there may be: one for each language and each state of program and words."""


class Bytecode(BytecodeCache):
    """Compiled templates in a folder, which is made where the one it lies in is there.

    `made_with` names all that shapes compiled code besides a template's source: the program, and the language, time
    zone and words, since what filters make of constants is worked out while compiling. What can't be read, isn't
    whole, or can't be written is as if it weren't there.
    """

    def __init__(self, folder: Path, made_with: str) -> None:
        versions = f"{jinja2.__version__} {sys.implementation.cache_tag} {sys.version}"
        self._folder = folder / blake2b(f"{versions}\n{made_with}".encode(), digest_size=16).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code, if it's there."""
        try:
            data = self._place(bucket).read_bytes()
        except OSError:
            return
        digest, code = data[:16], data[16:]
        # Half a file must never get as far as being run.
        if _digest(code) == digest:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        code = bucket.bytecode_to_string()
        place = self._place(bucket)
        temporary = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            if not self._folder.is_dir():
                self._make_folder()
            temporary.write_bytes(_digest(code) + code)
            temporary.replace(place)
        except OSError:  # no space, no right to: then it's compiled again the next time
            return

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}-{bucket.checksum}"

    def _make_folder(self) -> None:
        """Make the folder, and take away those that nobody has made for long: they are all older than this one."""
        above = self._folder.parent
        above.mkdir(exist_ok=True)
        others = list(above.iterdir())
        if len(others) >= _MOST:
            for other in others:
                shutil.rmtree(other, ignore_errors=True)
        self._folder.mkdir(exist_ok=True)


def _digest(code: bytes) -> bytes:
    return blake2b(code, digest_size=16).digest()
