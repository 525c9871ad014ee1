"""The worker dies before and after everything it does about a wish for the crew list: it is done and told once."""

import pytest

from sandbox.world import Snapshot
from tests.journeys.play import ROWAN, Play
from tests.journeys.test_crash_matrix import points
from tests.journeys.test_roster_in_slack import opened, save, stored, told
from tests.journeys.wire import Effect, When, Wire

PARTS = 4
NEW = "miguel.new@example.com"


@pytest.fixture
def asked(play: Play) -> Snapshot:
    """Miguel is asked about a charter, and an operator has saved another address for him."""
    play.book()
    save(play, opened(play, "miguel"), email=NEW, settle=False)
    return play.sandbox.snapshot()


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_point_it_is_done_and_told_once(part: int, play: Play, asked: Snapshot, wire: Wire) -> None:
    _work(play, wire, asked, None)
    effects = sorted({effect for effect in wire.effects if effect.function == "worker"})
    assert {"PUT /roster/miguel", "POST /events/*/notices", "chat.postMessage"} <= {each.request for each in effects}
    clean = _seen(play)
    for effect, when in list(points(effects))[part::PARTS]:
        _work(play, wire, asked, (effect, when))
        assert wire.killed, f"{when} {effect} was never reached"
        assert _seen(play) == clean, f"killed {when} {effect}"


def _work(play: Play, wire: Wire, asked: Snapshot, kill_at: tuple[Effect, When] | None) -> None:
    play.sandbox.restore(asked)
    wire.forget()
    wire.kill_at = kill_at
    play.settle()
    for _ in range(2):
        play.wait(minutes=1)


def _seen(play: Play) -> tuple[object, ...]:
    from bot.adapters.dynamo_roster import DynamoRoster

    charters = play.charters()
    return (
        stored(play, "miguel"),
        told(play, ROWAN),
        [mail.subject for mail in play.sandbox.mails if mail.to == NEW],
        DynamoRoster(charters.client, charters.table).open().wishes,
        charters.roster(),
        charters.roster_is_wanted(),
        play.sandbox.jobs.dead_letters(),
    )
