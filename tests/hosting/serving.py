"""Real servers on loopback, told by the files that a build made, and what they answer."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

_MODULES = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters; of several of one name all, with commas between."""
    body: str

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int

    def get(self, path: str, **headers: str) -> Answer:
        """What it answers to a path, which is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                key = name.lower()
                found[key] = f"{found[key]}, {value}" if key in found else value
            return Answer(answer.status, found, answer.read().decode(errors="replace"))
        finally:
            connection.close()

    def ask(self, path: str) -> Answer:
        """What it answers to a path that is not yet encoded."""
        return self.get(quote(path, safe="/"))


def missing(what: str) -> None:
    """Skip for want of a tool; fail where all tools must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing: .ci/tools installs it")
    pytest.skip(f"{what} is missing")


@contextlib.contextmanager
def nginx(output: Path, work: Path, base: str = "") -> Iterator[Server]:
    """Debian's nginx with the `_nginx.conf` of an output in a server block that says nothing more."""
    program = _program("nginx")
    root = _rooted(output, work, base)
    kept = "".join(f"{name}_temp_path {work}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))

    def told(port: int) -> list[str]:
        (work / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {work}/nginx.pid; error_log stderr warn;\n"
            "events { worker_connections 64; }\n"
            f"http {{ access_log off; {kept}\n"
            f"server {{ listen 127.0.0.1:{port}; root {root};\ninclude {output}/_nginx.conf; }} }}\n"
        )
        return [program, "-p", str(work), "-c", str(work / "nginx.conf"), "-e", "stderr"]

    with _running(told, work) as port:
        yield Server(port)


@contextlib.contextmanager
def apache(output: Path, work: Path, base: str = "") -> Iterator[Server]:
    """Debian's Apache with few modules, which reads the `.htaccess` of an output.

    It serves nobody as root: where the tests run so, it is given a copy that anybody may read.
    """
    program = _program("apache2")
    with contextlib.ExitStack() as stack:
        if os.geteuid() == 0:
            readable = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            readable.chmod(0o755)
            output = shutil.copytree(output, readable / "public")
            output.chmod(0o755)
            work = readable / "server"
        yield stack.enter_context(_apache(program, _rooted(output, work, base), work))


@contextlib.contextmanager
def _apache(program: str, root: Path, work: Path) -> Iterator[Server]:
    names = ("mpm_event", "authz_core", "dir", "mime", "alias", "headers", "rewrite", "include", "filter")
    loaded = [
        f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in names if (_MODULES / f"mod_{name}.so").exists()
    ]

    def told(port: int) -> list[str]:
        (work / "apache.conf").write_text(
            "\n".join(loaded)
            + f"""
ServerRoot {work}
ServerName 127.0.0.1
PidFile {work}/apache.pid
DefaultRuntimeDir {work}
Listen 127.0.0.1:{port}
ErrorLog /dev/stderr
TypesConfig /dev/null
User nobody
Group #65534
StartServers 1
DocumentRoot {root}
<Directory {root}>
    AllowOverride FileInfo Options
    Options FollowSymLinks
    Require all granted
</Directory>
"""
        )
        return [program, "-f", str(work / "apache.conf"), "-D", "FOREGROUND"]

    with _running(told, work) as port:
        yield Server(port)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not found:
        missing(name)
    return str(found)


def _rooted(output: Path, work: Path, base: str) -> Path:
    """The root of the server, in which the output is at the path of the outlet's url."""
    work.mkdir(parents=True, exist_ok=True)
    if not base:
        return output
    place = work / "root" / base.strip("/")
    place.parent.mkdir(parents=True)
    place.symlink_to(output)
    return work / "root"


@contextlib.contextmanager
def _running(told: Callable[[int], list[str]], work: Path) -> Iterator[int]:
    """A server at a free port, until this is left; another may take the port first, so it is tried a few times."""
    for _ in range(5):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
        with open(work / "said", "w+") as said:
            process = subprocess.Popen(told(port), stdout=said, stderr=said)
            try:
                if _answers(process, port):
                    yield port
                    return
            finally:
                process.terminate()
                process.wait(20)
        words = (work / "said").read_text()
        if "in use" not in words:
            pytest.fail(f"the server doesn't run:\n{words}")
    pytest.fail("no port could be had")


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    for _ in range(1000):
        if process.poll() is not None:
            return False
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return True
        time.sleep(0.01)
    return False
