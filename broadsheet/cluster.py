"""A Dask cluster that documents are read on and pages made: `--executor dask://HOST:PORT`.

Its machines need neither the site's files nor the index, only the same Broadsheet: they are handed values and give
values back. What is lost on the way is done again, by the cluster as long as it can, and here in the end.
"""

import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from broadsheet import fingerprint
from broadsheet.problems import SiteError, error

SCHEME = "dask://"
_OPTION = "--executor"
_PATIENCE = 10
"""For how many seconds a cluster may have nobody who works, before it's done here."""

_AHEAD = 4
"""How many batches a thread of the cluster has waiting for it, so that it never waits for us."""

Batch = TypeVar("Batch")
Shared = TypeVar("Shared")
Result = TypeVar("Result")

_turn = threading.Lock()
"""A worker of Dask may have several threads; ours take turns, since templates and parsers are made for one."""


class Cluster:
    """A cluster that a build is connected to."""

    def __init__(self, client: Any, remark: Callable[[str], None]) -> None:
        self._client = client
        self._remark = remark
        self._failed = False
        """Whether something was done here, which is said once."""
        self._deserted = False
        """Whether we have waited for a worker in vain: nobody waits that long for each batch."""

    def spread(
        self, work: Callable[[Shared, Batch], Result], shared: Shared, batches: Iterable[Batch]
    ) -> Iterator[Result]:
        """What `work(shared, batch)` gives of each batch, in order; what is shared goes to each machine once.

        Batches are taken as the cluster gets on, so that memory stays flat. Where the cluster fails, it's done here.
        """
        # `hash` would make one name of equal values, and lose what another build still uses.
        scattered = self._client.scatter(shared, broadcast=True, hash=False)
        window = _AHEAD * max(1, sum(self._client.nthreads().values()))
        waiting: deque[tuple[Batch, Any]] = deque()
        for batch in batches:
            call = (work, fingerprint.program(), scattered, batch)
            waiting.append((batch, self._client.submit(_do, *call, pure=False)))
            if len(waiting) >= window:
                yield self._result(work, shared, *waiting.popleft())
        while waiting:
            yield self._result(work, shared, *waiting.popleft())

    def _result(self, work: Callable[[Shared, Batch], Result], shared: Shared, batch: Batch, future: Any) -> Result:
        from distributed import KilledWorker
        from distributed import TimeoutError as Late
        from distributed.comm.core import CommClosedError

        try:
            while True:
                patience = 0 if self._deserted and not self._client.nthreads() else _PATIENCE
                try:
                    made: Result = future.result(timeout=patience)
                except Late:
                    if not self._client.nthreads():
                        self._deserted = True
                        raise
                else:
                    return made
        except (Late, KilledWorker, CommClosedError, CancelledError, OSError) as failure:
            if not self._failed:
                self._failed = True
                self._remark(f"the cluster lost what it had in hand ({type(failure).__name__}): it is done here")
            return work(shared, batch)


def _do(work: Callable[[Shared, Batch], Result], program: str, shared: Shared, batch: Batch) -> Result:
    """Work in a process of the cluster."""
    if program != fingerprint.program():
        raise SiteError(
            error(_OPTION, "a machine of the cluster has another Broadsheet, Python or package", hint=_SAME)
        )
    with _turn:
        return work(shared, batch)


_SAME = "install the same versions everywhere: pages must come out the same wherever they are made"


@contextmanager
def connect(address: str, remark: Callable[[str], None]) -> Iterator[Cluster]:
    """Connect to the cluster at `dask://HOST:PORT`. SiteError where there is none, or Dask isn't installed."""
    if not address.startswith(SCHEME):
        raise SiteError(
            error(_OPTION, f"“{address}” is no cluster", hint="write it like dask://scheduler.example:8786")
        )
    try:
        from distributed import Client
    except ImportError:
        hint = "pip install 'broadsheet[dask]'"
        raise SiteError(error(_OPTION, "Dask isn't installed here", hint=hint)) from None
    make: Callable[..., Any] = Client  # which has no types
    try:
        # Asked first: a client that found nobody complains once more when it's thrown away.
        where = urlsplit(address)
        socket.create_connection((where.hostname or "", where.port or 0), timeout=_PATIENCE).close()
        client = make(f"tcp://{address.removeprefix(SCHEME)}", timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as failure:
        hint = "start one with `dask scheduler`, and workers with `dask worker`; or build without --executor"
        raise SiteError(error(_OPTION, f"nothing answers at {address}", hint=hint)) from failure
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except OSError as failure:
            hint = "start some with `dask worker`; or build without --executor"
            raise SiteError(error(_OPTION, f"the cluster at {address} has no workers", hint=hint)) from failure
        yield Cluster(client, remark)
