"""Home tabs, lists and the log for generated seasons: Slack takes them, nothing pasted is markup, nothing is lost."""

import datetime as dt
import json
import random
from collections.abc import Sequence

import pytest

from bot.domain.charter import SlackUser
from bot.domain.concerns import concerns
from bot.domain.home import Home, Office, Own
from bot.domain.season import Listing, Span, search_of, span_of
from bot.domain.trail import Denied, Trail
from bot.views.blocks import Block
from bot.views.home import home
from bot.views.lists import late_message, list_message
from bot.views.trail import trail_message
from sandbox.slack.validator import message_findings
from sandbox.slack.words import words_of_blocks
from tests.views.records import FLEET, FORTNIGHT, JADA, NAMES, NOW, WHO, others, roster, scenes


def full_home(seed: int, count: int, entries: int = 30) -> Home:
    held = scenes(seed, count)
    people = roster(random.Random(seed))
    mine = tuple(scene for scene in held if scene.docket.charter.seat_of(WHO[0]))
    return Home(
        NOW,
        FLEET,
        office=Office(Listing(FORTNIGHT, held), others(random.Random(seed), entries)),
        own=Own(people.members[0], mine),
    )


def words(blocks: Sequence[Block]) -> str:
    return words_of_blocks(list(blocks))


def test_a_season_too_full_for_a_home_says_how_to_see_the_rest() -> None:
    drawn = full_home(3, 200)._replace(own=None)
    view = home(drawn)
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    assert len(blocks) <= 100
    assert drawn.office is not None
    held = drawn.office.listing.scenes
    rows = [block for block in blocks if "accessory" in block and "• " not in block["text"]["text"]]
    last = blocks[-1]["elements"][0]["text"]
    needing = [scene for scene in held if concerns(scene)]
    assert f"{len(needing) - 12} more need somebody: `/charter late`" in json.dumps(blocks)
    assert last.startswith(f"{len(held) - len(rows)} more from ")
    assert last.endswith("`")


@pytest.mark.parametrize("seed", range(5))
def test_a_list_accounts_for_every_charter(seed: int) -> None:
    held = scenes(seed, 150)
    shown = words(list_message(Listing(FORTNIGHT, held), FLEET, NOW))
    told = [scene for scene in held if scene.docket.charter.booking_id in shown]
    assert f"{150 - len(told)} more: /charter list 2026-0" in shown
    late = words(late_message(held, FLEET, complete=True))
    needing = [scene for scene in held if concerns(scene)]
    named = [scene for scene in needing if f"· {scene.docket.charter.booking_id}\n" in late]
    assert f"{len(needing) - len(named)} more need somebody." in late


def test_a_list_that_could_not_read_everything_says_so() -> None:
    cut = list_message(Listing(FORTNIGHT, scenes(1, 3), complete=False), FLEET, NOW)
    assert "There are more than I can look through at once. Ask for fewer days." in words(cut)
    assert "more charters than I can look through" in words(late_message((), FLEET, complete=False))


def test_a_log_of_odd_names_is_a_message() -> None:
    scene = scenes(2, 1)[0]
    change = scene.docket.charter.changes[0]
    entries = tuple(
        change.model_copy(update={"by_name": name, "fields": ("notes", "guest_name", "<x>")}) for name in NAMES
    )
    denied = tuple(Denied(denied=f"<{name}>", by=SlackUser(f"U<{name}>"), at=NOW) for name in NAMES)
    blocks = trail_message(Trail((*entries, *denied) * 3, older=True), scene.docket.charter, JADA, scene.roster)
    assert not message_findings(blocks)
    assert "<!channel>" not in json.dumps(blocks)


@pytest.mark.parametrize(
    "today", [dt.date(2026, 1, 31), dt.date(2026, 2, 1), dt.date(2026, 5, 5), dt.date(2028, 2, 28)]
)
def test_no_list_of_days_needs_more_months_than_it_may_read(today: dt.date) -> None:
    for length, at_most in ((1, 2), (7, 2), (14, 2), (21, 2), (49, 3)):
        for offset in range(400):
            first = today + dt.timedelta(days=offset)
            search = search_of(Span(first, first + dt.timedelta(days=length - 1)), {JADA.key: JADA})
            assert len(search.months) <= at_most, (first, length)


def test_a_month_is_all_of_its_days() -> None:
    assert span_of("2028-02", NOW.date()) == Span(dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert span_of("month", dt.date(2026, 12, 31)) == Span(dt.date(2026, 12, 1), dt.date(2026, 12, 31))
