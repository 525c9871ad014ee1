"""The clock: everything that goes out because of the time, computed from the charter, the boat and the answers.

========================  =======================================================  ===============================
rule                      moment                                                   end
========================  =======================================================  ===============================
``reminder_day_before``   24 h before the start, to crew who said yes              midnight before the day, or call
``reminder_day_of``       08:00 on the day; a call before 09:00: 19:00 before it   call time
``nag``                   24 h after the call, to who has not answered             call time
``open_place_48h``        48 h before the start, to operators                      12 h before the start
``open_place_12h``        12 h before the start, to operators                      call time
``unacknowledged``        24 h before the start, or 1 h after people were told     the start
                          that they need not come: to operators, who has not
                          said that they read it
========================  =======================================================  ===============================

A moment that lies before the person was asked (or answered) is skipped, and so is one whose end has passed. Quiet
hours hold reminders and nags back; a reminder that would be held past its end goes out at 19:00 the evening before.
Nothing here is stored: whoever looks computes it anew.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.boat import QuietHours
from bot.domain.call_sheet import call_sheet_of, unread, unread_at
from bot.domain.charter import CrewId, Seat, call_at, current_answer
from bot.domain.docket import OPERATORS, UNREAD, NoticeKey, Scene
from bot.domain.places import open_places

DAY = dt.timedelta(days=1)
MORNING = dt.time(8)
EARLY_CALL = dt.time(9)
EVENING_BEFORE = dt.time(19)
ESCALATIONS: tuple[tuple[str, dt.timedelta], ...] = (
    ("open_place_48h", dt.timedelta(hours=48)),
    ("open_place_12h", dt.timedelta(hours=12)),
)

Way = Literal["slack", "mail", "thread"]


class Moment(NamedTuple):
    """Something that is right to send from `at` until `until`."""

    key: NoticeKey
    at: dt.datetime
    until: dt.datetime
    way: Way


def moments(scene: Scene) -> list[Moment]:
    """What the present state of the charter holds in store, past and future, in the order of time."""
    planned = list(_of_unread(scene))
    if scene.docket.charter.status == "booked":
        planned += [moment for seat in scene.docket.charter.seats for moment in _for_seat(seat, scene)]
        planned += _for_operators(scene)
    return sorted((moment for moment in planned if moment.at < moment.until), key=lambda moment: moment.at)


def due(scene: Scene) -> list[Moment]:
    """What should be sent now and was not yet."""
    return [
        moment
        for moment in moments(scene)
        if moment.at <= scene.now < moment.until and not scene.docket.sent(moment.key)
    ]


def _for_seat(seat: Seat, scene: Scene) -> Iterable[Moment]:
    docket, boat = scene.docket, scene.boat
    call = call_at(docket.charter, boat)
    answer = current_answer(seat, docket.answers)
    if answer is None:
        nag_at = seat.asked_at + DAY
        yield Moment(
            NoticeKey("nag", seat.crew_id, seat.asked_version),
            _after_quiet_hours(nag_at, boat.quiet_hours, boat.zone),
            call,
            _way(scene, seat.crew_id, prefer="mail"),
        )
    elif answer.answer == "confirmed":
        settled_at = max(seat.asked_at, answer.answered_at)
        for rule, at, until in (
            ("reminder_day_before", docket.charter.trip.start_at - DAY, min(call, _midnight_before(call, boat.zone))),
            ("reminder_day_of", _day_of(call, boat.zone), call),
        ):
            held = _after_quiet_hours(at, boat.quiet_hours, boat.zone)
            at_best = held if held < until else _evening_before(call, boat.zone)
            if min(at, at_best) > settled_at:
                key = NoticeKey(rule, seat.crew_id, seat.asked_version)
                yield Moment(key, at_best, until, _way(scene, seat.crew_id, prefer="slack"))


def _for_operators(scene: Scene) -> Iterable[Moment]:
    charter = scene.docket.charter
    places = open_places(scene)
    ends = (charter.trip.start_at - ESCALATIONS[1][1], call_at(charter, scene.boat))
    for (rule, lead), until in zip(ESCALATIONS, ends, strict=True):
        at = charter.trip.start_at - lead
        if any(at > place.since for place in places):
            yield Moment(NoticeKey(rule, OPERATORS, charter.asked_version), at, until, "thread")


def _of_unread(scene: Scene) -> Iterable[Moment]:
    """One for all who were told the same at the same version, when the last of them has had an hour to read it."""
    sheet = call_sheet_of(scene.docket)
    groups: dict[NoticeKey, list[NoticeKey]] = {}
    for farewell in unread(scene.docket):
        version = farewell.asked_version if farewell.rule == "off" else scene.docket.charter.asked_version
        groups.setdefault(NoticeKey(UNREAD, OPERATORS, version, farewell.rule), []).append(farewell)
    for key, farewells in groups.items():
        start = max(sheet.start_for(farewell.recipient) for farewell in farewells) if sheet else scene.now
        yield Moment(key, max(unread_at(farewell, scene.docket, start) for farewell in farewells), start, "thread")


def _way(scene: Scene, crew_id: CrewId, *, prefer: Literal["slack", "mail"]) -> Way:
    """Slack or mail, whichever reaches the person; the preferred one if both do."""
    member = scene.roster.named(crew_id)
    if member is None or not member.slack_user or (member.can_be_mailed and prefer == "mail"):
        return "mail"
    refused = any(c.state == "undeliverable" for key, c in scene.docket.claims.items() if key.recipient == crew_id)
    return "mail" if member.can_be_mailed and refused else "slack"


def _day_of(call: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    local = call.astimezone(zone)
    if local.time() < EARLY_CALL:
        return _evening_before(call, zone)
    return _at(local.date(), MORNING, zone)


def _evening_before(call: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return _at(call.astimezone(zone).date() - DAY, EVENING_BEFORE, zone)


def _midnight_before(call: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return _at(call.astimezone(zone).date(), dt.time(0), zone)


def _after_quiet_hours(at: dt.datetime, quiet: QuietHours, zone: ZoneInfo) -> dt.datetime:
    """The moment itself, or the end of the quiet hours it falls into."""
    local = at.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    over_midnight = quiet.start > quiet.end
    inside = clock >= quiet.start or clock < quiet.end if over_midnight else quiet.start <= clock < quiet.end
    if not inside:
        return at
    day = local.date() + DAY if over_midnight and clock >= quiet.start else local.date()
    return _at(day, quiet.end, zone)


def _at(day: dt.date, clock: dt.time, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, clock, zone).astimezone(dt.UTC)
