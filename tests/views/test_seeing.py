"""Home tabs, lists and the log for generated seasons: Slack takes them, nothing pasted is markup, nothing is lost."""

import datetime as dt
import json
import random
from collections.abc import Sequence

import pytest

from bot.adapters.toml_fleet import load_fleet
from bot.domain.boat import BoatKey
from bot.domain.charter import (
    Answer,
    BookingId,
    Change,
    Charter,
    CrewId,
    CrewMember,
    Roster,
    Seat,
    SlackUser,
    Trip,
)
from bot.domain.concerns import concerns
from bot.domain.docket import Docket, Glance, Mail, Scene, StepState, Trouble
from bot.domain.home import Home, Office, Own
from bot.domain.season import Listing, OtherEntry, Span, search_of, span_of
from bot.domain.trail import Denied, Trail
from bot.views.blocks import Block
from bot.views.detail_modal import build as detail
from bot.views.forget_modal import build as forget
from bot.views.home import home
from bot.views.lists import late_message, list_message
from bot.views.trail import trail_message
from sandbox.slack.validator import characters, message_findings, view_findings
from sandbox.slack.words import words_of_blocks

NOW = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)
FLEET = load_fleet()
BOAT = next(iter(FLEET.values()))
FORTNIGHT = Span(dt.date(2026, 5, 20), dt.date(2026, 6, 2))
NAMES = ("Ana", "<!channel>", "Ñandú & Söhne", "*bold* ~strike~ `code`", "李 小龍", "x" * 200, "‮evil", "A")
WHO = [CrewId(f"crew{number}") for number in range(12)]


def roster(random_: random.Random) -> Roster:
    return Roster(
        members=tuple(
            CrewMember(
                crew_id=crew_id,
                name=f"{random_.choice(NAMES)} Last"[:100],
                roles=("captain", "crew"),
                rank=1,
                active=True,
                slack_user=SlackUser(f"U{crew_id.upper()}"),
            )
            for crew_id in WHO
        )
    )


def scenes(seed: int, count: int, days: int = 13) -> tuple[Scene, ...]:
    """Charters with long and odd names, up to twelve crew, every state and every trouble; by departure."""
    random_ = random.Random(seed)
    people = roster(random_)
    made = [_scene(random_, people, number, days) for number in range(count)]
    return tuple(sorted(made, key=lambda scene: scene.docket.charter.trip.start_at))


def _scene(random_: random.Random, people: Roster, number: int, days: int) -> Scene:
    start = NOW + dt.timedelta(days=random_.randint(0, days), hours=random_.randint(1, 6))
    seats = tuple(
        Seat(
            crew_id=crew_id,
            role="crew" if index else "captain",
            asked_version=1,
            asked_at=NOW - dt.timedelta(hours=random_.choice((1, 30, 200))),
        )
        for index, crew_id in enumerate(random_.sample(WHO, random_.randint(0, 12)))
    )
    change = Change(version=1, kind="booked", by=SlackUser("U1"), by_name=random_.choice(NAMES), at=NOW)
    charter = Charter(
        booking_id=BookingId(f"X{number:023}" if number % 7 == 0 else f"KW{number:05}"),
        version=1,
        status=random_.choice(("booked", "booked", "booked", "cancelled")),
        trip=Trip(
            boat=BoatKey(BOAT.key),
            start_at=start,
            end_at=start + dt.timedelta(hours=random_.choice((3, 20, 160))),
            party_size=random_.randint(1, 1000),
            dock="d" * 300,
            guest_name=random_.choice((*NAMES, None)),
            notes=random_.choice((None, "n" * 3000)),
        ),
        seats=seats,
        asked_version=1,
        asked_at=NOW,
        operator=SlackUser("U1"),
        draft_id="d",
        changes=(change,),
        forgotten_at=random_.choice((None, None, NOW)),
    )
    trouble = Trouble(
        fingerprint="f",
        kind=random_.choice(("retrying", "failed", "waiting")),
        detail=random_.choice(("answered 503", "crew1,crew2", "<b>" * 200)),
        reference="ABC234",
        tries=3,
        since=NOW,
        next_at=random_.choice((None, NOW)),
    )
    docket = Docket(
        charter=charter,
        steps={
            random_.choice(("calendar", "scc_event", "guest_page", "crew_notice")): StepState(
                trouble=random_.choice((None, trouble))
            )
        },
        answers={
            crew_id: Answer(
                answer=random_.choice(("confirmed", "declined")),
                via=random_.choice(("slack", "operator")),
                by=random_.choice((None, "N" * 100)),
                asked_version=random_.choice((1, 0)),
                answered_at=NOW,
            )
            for crew_id in random_.sample(WHO, 6)
        },
        mails=tuple(
            Mail(crew_id=crew_id, kind="call", asked_version=1, state=random_.choice(("sent", "bounced", "no_address")))
            for crew_id in random_.sample(WHO, 6)
        ),
        parked_at=random_.choice((None, None, None, NOW)),
        attention_at=random_.choice((NOW, NOW - dt.timedelta(hours=1))),
        glance=Glance(shown="s", in_slack=tuple(random_.sample(WHO, 4))),
    )
    return Scene(docket, BOAT, people, NOW)


def others(random_: random.Random, count: int) -> tuple[OtherEntry, ...]:
    return tuple(
        OtherEntry(
            title=random_.choice(NAMES),
            date=FORTNIGHT.first + dt.timedelta(days=random_.randint(0, 13)),
            start_at=random_.choice((None, NOW)),
            end_at=random_.choice((None, NOW + dt.timedelta(hours=random_.choice((0, 2, 400))))),
        )
        for _ in range(count)
    )


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


@pytest.mark.parametrize("seed", range(25))
def test_every_view_is_one_that_slack_takes(seed: int) -> None:
    count = (0, 1, 3, 12, 60)[seed % 5]
    drawn = full_home(seed, count)
    assert drawn.office is not None
    held = drawn.office.listing.scenes
    for view in (
        home(drawn),
        home(drawn._replace(office=None)),
        home(drawn._replace(own=None)),
        home(Home(NOW, FLEET)),
    ):
        assert not view_findings(view)
    for blocks in (
        list_message(Listing(FORTNIGHT, held), FLEET, NOW),
        late_message(held, FLEET, complete=False),
    ):
        assert not message_findings(blocks)
        assert characters(blocks) < 12_000
        assert "<!channel>" not in json.dumps(blocks)
    for scene in held:
        assert not view_findings(detail(scene, "C1"))
        assert not view_findings(forget(scene.docket.charter, BOAT, NOW))
    assert "<!channel>" not in json.dumps(home(drawn))


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
    blocks = trail_message(Trail((*entries, *denied) * 3, older=True), scene.docket.charter, BOAT, scene.roster)
    assert not message_findings(blocks)
    assert "<!channel>" not in json.dumps(blocks)


@pytest.mark.parametrize(
    "today", [dt.date(2026, 1, 31), dt.date(2026, 2, 1), dt.date(2026, 5, 5), dt.date(2028, 2, 28)]
)
def test_no_list_of_days_needs_more_months_than_it_may_read(today: dt.date) -> None:
    for length, at_most in ((1, 2), (7, 2), (14, 2), (21, 2), (49, 3)):
        for offset in range(400):
            first = today + dt.timedelta(days=offset)
            search = search_of(Span(first, first + dt.timedelta(days=length - 1)), FLEET)
            assert len(search.months) <= at_most, (first, length)


def test_a_month_is_all_of_its_days() -> None:
    assert span_of("2028-02", NOW.date()) == Span(dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert span_of("month", dt.date(2026, 12, 31)) == Span(dt.date(2026, 12, 1), dt.date(2026, 12, 31))
