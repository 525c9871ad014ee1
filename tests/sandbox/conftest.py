from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.world import Sandbox
from tests.sandbox import standin

STANDIN = Path(__file__).with_name("standin.yml")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("sandbox")
    with Sandbox.start(automatic=False, folder=folder, serverless=STANDIN, seeded=False) as sandbox:
        yield sandbox


@pytest.fixture
def world(started: Sandbox) -> Sandbox:
    """A sandbox of four stand-in functions, as empty as at its start."""
    standin.forget()
    started.reset()
    return started
