"""Records as a season makes them, only odder: long and odd names, up to twelve crew, every state and every trouble."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.adapters.toml_fleet import load_fleet
from bot.domain import changes
from bot.domain.boat import Boat, BoatKey, PassengerLimit, Role
from bot.domain.call_sheet import CALL_SHEET, CallSheet, Off
from bot.domain.charter import Answer, BookingId, Charter, CrewId, CrewMember, Hours, Operator, Roster, SlackUser, Trip
from bot.domain.docket import (
    STATUS,
    STEPS,
    THREAD,
    Aboard,
    Briefing,
    Claim,
    Docket,
    Glance,
    HeadCount,
    Mail,
    NoticeKey,
    Scene,
    StepName,
    StepState,
    Trouble,
)
from bot.domain.errors import Rejected
from bot.domain.forgetting import forget
from bot.domain.season import OtherEntry, Span

T = TypeVar("T")

NOW = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)
JADA = next(iter(load_fleet().values()))
SALMON = JADA.model_copy(
    update={
        "key": BoatKey("salmon"),
        "name": "Ñandú & Söhne",
        "titles": ("SALMON & CO", "S" * 120),
        "timezone": "Europe/Madrid",
        "place": "Palma & around",
        "passenger_limit": PassengerLimit(people=6, basis="COI <1234>"),
        "roles": {"captain": 1, "crew": 12},
    }
)
FLEET = {boat.key: boat for boat in (JADA, SALMON)}
FORTNIGHT = Span(dt.date(2026, 5, 20), dt.date(2026, 6, 2))
MARKUP = "<!channel> <@U0EVIL> <https://evil.example|Ana> of *evil-bold* _evil-italics_ ~evil-strike~ `evil-code`"
NAMES = (
    "Ana",
    "Ana *evil-bold*",
    "Marisol _evil-italics_ ~evil-strike~ Vega",
    MARKUP[:80],
    "Ñandú & Söhne",
    "李 小龍",
    "x" * 80,
    "&<>" * 26,
    "‮evil",
    "👩‍👩‍👧 O'Brien",
    "A",
)
"""None longer than anything downstream takes (`contracts`)."""
NOTES = (None, None, "Bring ice.", f"{MARKUP}\n> quoted\n```fence```", "n" * 3000, "<b>" * 1000, "one word " * 300)
DOCKS = ("Dock B", "d" * 300, f"Berth *evil-bold* <!here> & {'_evil-italics_ ' * 12}", "&" * 300)
DETAILS = ("answered 503", "Email: <b>*evil-bold*</b> is not valid", "<!channel> " * 200)
WHO = [CrewId(f"crew{number}") for number in range(14)]
OPERATORS = (SlackUser("U0OPROWAN"), SlackUser("U0OPLEE"))
LINK = "https://sandbox.slack.com/archives/C1/p1?thread_ts=1.1&cid=C1"


def roster(random_: random.Random) -> Roster:
    """Twelve people, one of them gone; the last two of `WHO` are on no roster."""
    return Roster(members=tuple(_member(random_, crew_id) for crew_id in WHO[:12]))


def _member(random_: random.Random, crew_id: CrewId) -> CrewMember:
    return CrewMember(
        crew_id=crew_id,
        name=f"{random_.choice(NAMES)} Last"[:100],
        roles=("captain", "crew"),
        rank=random_.randint(1, 99),
        active=crew_id != WHO[11],
        email=random_.choice((None, f"{crew_id}@example.com", f"_{'a' * 230}_@example.com")),
        slack_user=SlackUser(f"U{crew_id.upper()}"),
        phone=random_.choice((None, "+16195550142")),
        home_boat=random_.choice((None, JADA.key, BoatKey("sold"))),
    )


def scenes(seed: int, count: int, days: int = 13) -> tuple[Scene, ...]:
    """Charters that start within so many days, by departure."""
    random_ = random.Random(seed)
    people = roster(random_)
    made = [scene(random_, people, number, days) for number in range(count)]
    return tuple(sorted(made, key=lambda each: each.docket.charter.trip.start_at))


def scene(random_: random.Random, people: Roster, number: int, days: int = 13) -> Scene:
    boat = JADA if random_.random() < 0.7 else SALMON
    return Scene(docket_of(random_, charter_of(random_, boat, number, days)), boat, people, NOW)


def charter_of(random_: random.Random, boat: Boat, number: int, days: int) -> Charter:
    """Booked, and then changed up to forty times by operators with odd names."""
    made = changes.book(
        BookingId(f"X{number:023}" if number % 7 == 0 else f"{random_.choice(('KW', 'JD-', 'GMB-'))}{number:05}"),
        trip(random_, boat, NOW + dt.timedelta(days=random_.randint(0, days), hours=random_.randint(1, 6))),
        places(random_),
        agreed=random_.random() < 0.2,
        draft_id="d",
        by=operator(random_),
        now=NOW - dt.timedelta(hours=random_.choice((1, 30, 200))),
    )
    for _ in range(random_.choice((0, 0, 1, 2, 3, 5, 120 if number % 5 == 0 else 1))):
        made = changed(random_, made, boat)
    return made


def trip(random_: random.Random, boat: Boat, start: dt.datetime) -> Trip:
    return Trip(
        boat=boat.key,
        start_at=start,
        end_at=start + dt.timedelta(hours=random_.choice((3, 20, 160))),
        party_size=random_.randint(1, 1000),
        dock=random_.choice((boat.dock, *DOCKS)),
        guest_name=random_.choice((*NAMES, f"Marisol {'Vega ' * 38}", None)),
        guest_email=random_.choice((None, "m_v_@example.com", f"{'m' * 180}@example.com")),
        guest_phone=random_.choice((None, "+16195550142", "5" * 50)),
        pickup_location=random_.choice((None, *DOCKS)),
        notes=random_.choice(NOTES),
        captain_included=random_.choice((None, True, False)),
        total_usd=random_.choice((None, 1540, 10**12)),
        payout_usd=random_.choice((None, 812)),
    )


def places(random_: random.Random) -> list[tuple[CrewId, Role]]:
    people = random_.sample(WHO, random_.choice((0, 1, 2, 2, 3, 12)))
    return [(crew_id, "crew" if index else "captain") for index, crew_id in enumerate(people)]


def operator(random_: random.Random) -> Operator:
    return Operator(user=random_.choice(OPERATORS), name=random_.choice(NAMES))


def changed(random_: random.Random, charter: Charter, boat: Boat) -> Charter:
    """The next version by some wish; the same one where the charter cannot be changed so."""
    by, now = operator(random_), NOW - dt.timedelta(minutes=random_.randint(0, 90))
    start = charter.trip.start_at + dt.timedelta(hours=random_.choice((0, 0, 1)))
    wishes: Sequence[Callable[[], Charter]] = (
        lambda: changes.edit(charter, trip(random_, boat, start), by=by, now=now),
        lambda: changes.edit(charter, charter.trip.model_copy(update={"party_size": 7}), by=by, now=now),
        lambda: changes.reassign(charter, places(random_), by=by, now=now),
        lambda: changes.ask_again(charter, [seat.crew_id for seat in charter.seats], by=by, now=now),
        lambda: changes.cancel(charter, random_.choice(("renter", "us", "weather")), by=by, now=now),
        lambda: changes.reopen(charter, by=by, now=now),
        lambda: forget(charter, by=by, now=now),
    )
    try:
        after = random_.choices(wishes, weights=(3, 2, 3, 2, 1, 4, 0.5))[0]()
    except Rejected:
        return charter
    return after.overriding(random_.choice(("The other one is *evil-bold*", "o" * 300)))  # also where nothing is taken


def docket_of(random_: random.Random, charter: Charter) -> Docket:
    """What was done about a charter, all of it by chance."""
    sheet = _call_sheet(random_, charter)
    told = {key: _claim(random_, key) for key in (STATUS, NoticeKey("booked", THREAD, 1), *sheet.notices())}
    return Docket(
        charter=charter,
        steps={name: _step(random_, name, charter, sheet) for name in STEPS if random_.random() < 0.9},
        answers={crew_id: _answer(random_, charter) for crew_id in random_.sample(WHO, 8)},
        mails=tuple(_mail(random_, charter, crew_id) for crew_id in random_.sample(WHO, 6)),
        acknowledged=tuple(key for key in sheet.farewells() if random_.random() < 0.5),
        aboard=_aboard(random_),
        claims=random_.choice(({}, told)),
        parked_at=random_.choice((None, None, None, NOW)),
        retry_at=random_.choice((None, NOW)),
        attention_at=random_.choice((NOW, NOW - dt.timedelta(hours=1))),
        permalink=random_.choice((None, LINK)),
        glance=Glance(shown="s", in_slack=tuple(random_.sample(WHO, 4))),
    )


def _aboard(random_: random.Random) -> Aboard:
    by, at = random_.choice(WHO), NOW - dt.timedelta(hours=random_.choice((0, 30)))
    briefing = Briefing(by=by, held_at=at)
    count = HeadCount(by=by, people=random_.choice((0, 6, 1000)), counted_at=at)
    return Aboard(briefing=random_.choice((None, briefing)), head_count=random_.choice((None, count)))


def _call_sheet(random_: random.Random, charter: Charter) -> CallSheet:
    was = Hours(
        boat=charter.trip.boat,
        start_at=charter.trip.start_at - dt.timedelta(hours=random_.choice((0, 2, 24))),
        end_at=charter.trip.end_at,
    )
    asked = {seat.crew_id: seat.asked_version for seat in charter.seats}
    gone = [crew_id for crew_id in random_.sample(WHO, 3) if crew_id not in asked]
    return CallSheet(
        asked=asked,
        hours=random_.choice((charter.hours, was)),
        cancelled=charter.status == "cancelled",
        moved={crew_id: was for crew_id in asked if random_.random() < 0.5},
        voided=tuple(crew_id for crew_id in asked if random_.random() < 0.5),
        off={crew_id: Off(version=charter.version, hours=was) for crew_id in gone},
    )


def _step(random_: random.Random, name: StepName, charter: Charter, sheet: CallSheet) -> StepState:
    trouble = Trouble(
        fingerprint="f",
        kind=random_.choice(("retrying", "failed") if name != "crew_notice" else ("retrying", "waiting")),
        detail=random_.choice(DETAILS) if name != "crew_notice" else ",".join(random_.sample(WHO, 3)),
        reference="ABC234",
        tries=3,
        since=NOW,
        next_at=random_.choice((None, NOW)),
    )
    results = {
        "scc_event": {CALL_SHEET: sheet.model_dump_json(), "event_id": "e"},
        "guest_page": {"url": f"https://guests.example/g/{charter.booking_id}?a=1&b=_2_"},
    }
    return StepState(
        version=random_.choice((charter.version, None)),
        result=results.get(name, {}),
        trouble=trouble if random_.random() < 0.4 else None,
    )


def _answer(random_: random.Random, charter: Charter) -> Answer:
    return Answer(
        answer=random_.choice(("confirmed", "declined")),
        via=random_.choice(("slack", "link", "operator")),
        by=random_.choice((None, *NAMES, "N" * 100)),
        reason=random_.choice((None, MARKUP, "r" * 500)),
        asked_version=random_.choice((charter.asked_version, charter.version, 1)),
        answered_at=NOW,
    )


def _mail(random_: random.Random, charter: Charter, crew_id: CrewId) -> Mail:
    return Mail(
        crew_id=crew_id,
        kind=random_.choice(("call", "off", "cancelled")),
        asked_version=random_.choice((charter.version, 1)),
        state=random_.choice(("sent", "bounced", "no_address")),
    )


def _claim(random_: random.Random, key: NoticeKey) -> Claim:
    state = random_.choice(("claimed", "sent", "undeliverable"))
    return Claim(key=key, state=state, claimed_seconds=0.0, at=NOW, channel="D1", ts="1.1")


def others(random_: random.Random, count: int) -> tuple[OtherEntry, ...]:
    """Entries of the calendar that are no charters."""
    return tuple(
        OtherEntry(
            title=random_.choice((*NAMES, "t" * 200)),
            date=FORTNIGHT.first + dt.timedelta(days=random_.randint(0, 13)),
            start_at=random_.choice((None, NOW)),
            end_at=random_.choice((None, NOW + dt.timedelta(hours=random_.choice((0, 2, 400))))),
        )
        for _ in range(count)
    )
