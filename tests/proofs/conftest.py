"""What several proofs begin with."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fakes.memory_server import MemoryServer
from tests.proofs.disk import memory_folder
from tests.proofs.watched import Begun, begin


class Model(NamedTuple):
    """A store and its server, to be copied."""

    folder: Path
    begun: Begun
    server: MemoryServer


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with memory_folder() as place:
        server = MemoryServer()
        begun = asyncio.run(begin(place / "model", server))
        yield Model(place / "model", begun, server)
