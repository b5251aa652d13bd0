"""The outlet of world.py, built once for all that look at it."""

import pytest

from tests.outlet import Outlet
from tests.structured import world
from tests.structured.world import Page


@pytest.fixture(scope="package")
def outlet(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    return world.made(Outlet(tmp_path_factory.mktemp("structured") / "outlet"))


@pytest.fixture(scope="package")
def pages(outlet: Outlet) -> dict[str, Page]:
    return world.pages(outlet)
