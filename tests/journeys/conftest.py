from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from sandbox.world import Sandbox
from tests.journeys.play import Play, anew
from tests.journeys.wire import Wire, tapped


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Everything, started once; each test gets it as new."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        sandbox = Sandbox.start(automatic=False, folder=Path(tmp_path_factory.mktemp("sandbox")))
    with sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """Quick retries are tried as often as in production, without the pauses."""
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def play(world: Sandbox, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Play]:
    """No weather is fetched on the way, unless the test is marked with ``weather``: most are about something else."""
    if request.node.get_closest_marker("weather") is None:
        monkeypatch.setattr(world.schedules, "play_due", lambda: None)
    yield anew(world)
    assert not world.slack.faults


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return tapped(monkeypatch)
