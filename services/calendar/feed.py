"""What a subscribed calendar shows: one person's charters, or everything. Pure functions of rows.

One person sees what they are asked for or on, from call to end. Whoever sees everything sees trips and blocks, from
start to end. What is cancelled, and what somebody was taken off, is said for some weeks, so that calendars remove it.
Of the guest nothing but the first name is told; an entry's notes never are.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from contracts.calendar import CalendarEntryBody, EntryPerson
from language import times
from services.agenda import duty
from services.agenda.duty import Duty, Standing
from services.agenda.ics import Entry, Status, calendar_file, uid_of
from services.calendar.rows import EntryRow, aboard

KEPT = dt.timedelta(weeks=4)
"""How long it is said that something is off: longer than any calendar waits before it asks again."""
REFRESH = dt.timedelta(hours=1)
MONTHS_BACK, MONTHS_AHEAD = 1, 13
_MIDNIGHT = dt.time(0)
_STANDINGS: Mapping[str | None, Standing] = {"confirmed": "on", "declined": "cannot", None: "asked"}
_STATES: Mapping[str | None, str] = {"confirmed": "yes", "declined": "can’t", None: "asked"}


def span(now: dt.datetime) -> tuple[dt.date, dt.date]:
    """The days that a feed reads, whole months: what it costs does not grow with what is on file."""
    month = now.year * 12 + now.month - 1
    first, after = ((month - MONTHS_BACK), (month + MONTHS_AHEAD + 1))
    return dt.date(first // 12, first % 12 + 1, 1), dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)


def feed_file(rows: Iterable[EntryRow], crew_id: str | None, now: dt.datetime) -> str:
    """The file for one person, or with everything."""
    if crew_id is None:
        found = [_of_all(row, now) for row in rows]
        name = "All charters"
    else:
        found = [_of_one(row, crew_id, now) for row in rows]
        name = "My charters"
    return calendar_file([entry for entry in found if entry], name=name, refresh=REFRESH)


def _of_one(row: EntryRow, crew_id: str, now: dt.datetime) -> Entry | None:
    standing = _standing(row, crew_id, now)
    told = row.body or row.gone
    if standing is None or told is None:
        return None
    status = duty.STATUS[standing]
    if told.boat_name is None:
        title = told.event_name if status == "CONFIRMED" else f"CANCELLED: {told.event_name}"
        return _entry(row, told, title, (), status)
    shown = _duty(told, crew_id, standing, now)
    return _entry(row, told, duty.title(shown), duty.lines(shown), status, from_call=True)


def _standing(row: EntryRow, crew_id: str, now: dt.datetime) -> Standing | None:
    """None where this person has nothing to do with it, or no longer."""
    if crew_id in aboard(row.body or row.gone):
        if row.body is None:
            return "cancelled" if now - row.changed_at < KEPT else None
        return next((_STANDINGS[each.answer] for each in row.body.people if each.crew_id == crew_id), "on")
    return "off" if crew_id in row.left and now - row.left[crew_id] < KEPT else None


def _duty(told: CalendarEntryBody, crew_id: str, standing: Standing, now: dt.datetime) -> Duty:
    return Duty(
        boat=told.boat_name or "",
        standing=standing,
        call=_call(told),
        when=_when(told, now),
        zone=f"{told.place} time" if told.place else None,
        role="Captain" if crew_id == told.captain else "Crew",
        party=_party(told),
        others=tuple(_named(person) for person in told.people if person.crew_id != crew_id),
    )


def _named(person: EntryPerson) -> str:
    return f"{person.name} (captain)" if person.role == "captain" else person.name


def _of_all(row: EntryRow, now: dt.datetime) -> Entry | None:
    told = row.body or row.gone
    if told is None or (row.body is None and now - row.changed_at >= KEPT):
        return None
    title = f"{told.boat_name} charter" if told.boat_name and told.people else told.event_name
    if row.body is None:
        return _entry(row, told, f"CANCELLED: {title}", (), "CANCELLED")
    status: Status = "CONFIRMED" if all(person.answer == "confirmed" for person in told.people) else "TENTATIVE"
    party = _party(told)
    title = f"{title}: {party}" if party else title
    return _entry(row, told, title if status == "CONFIRMED" else f"{title} (crew asked)", _office(told, now), status)


def _office(told: CalendarEntryBody, now: dt.datetime) -> tuple[str, ...]:
    if told.boat_name is None or not told.people:
        return ()
    call = _call(told)
    people = (f"{person.role.title()} {person.name}: {_STATES[person.answer]}" for person in told.people)
    return (
        *((f"Call: {call}",) if call else ()),
        f"Trip: {_when(told, now)}",
        *((f"All times are {told.place} time.",) if told.place else ()),
        *people,
        *((told.booking_id,) if told.booking_id else ()),
    )


def _entry(
    row: EntryRow,
    told: CalendarEntryBody,
    title: str,
    lines: Sequence[str],
    status: Status,
    *,
    from_call: bool = False,
) -> Entry:
    start, end = _hours(told, from_call=from_call)
    return Entry(
        uid=uid_of(row.id),
        sequence=row.version if row.version is not None else row.revision,
        changed_at=row.changed_at,
        start=start,
        end=end,
        zone=told.timezone,
        title=title,
        where=told.dock,
        lines=tuple(lines),
        status=status,
    )


def _hours(told: CalendarEntryBody, *, from_call: bool) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    """Whole days where no hours are known, or where it lasts from midnight to midnight."""
    if told.start_at is None or told.end_at is None or told.end_at <= told.start_at:
        return told.date, told.date + dt.timedelta(days=1)
    zone = _zone(told)
    start, end = told.start_at.astimezone(zone), told.end_at.astimezone(zone)
    if told.call_at is None and start.time() == end.time() == _MIDNIGHT:
        return start.date(), end.date()
    return (min(told.call_at, told.start_at) if from_call and told.call_at else told.start_at), told.end_at


def _call(told: CalendarEntryBody) -> str | None:
    return times.clock(told.call_at.astimezone(_zone(told))) if told.call_at else None


def _when(told: CalendarEntryBody, now: dt.datetime) -> str:
    zone = _zone(told)
    today = now.astimezone(zone).date()
    if told.start_at is None or told.end_at is None:
        return times.day(told.date, today)
    return times.span(told.start_at.astimezone(zone), told.end_at.astimezone(zone), today)


def _zone(told: CalendarEntryBody) -> dt.tzinfo:
    return ZoneInfo(told.timezone) if told.timezone else dt.UTC


def _party(told: CalendarEntryBody) -> str | None:
    if told.guest is None:
        return f"party of {told.party_size}" if told.party_size else None
    guest = times.first_name(told.guest)
    return f"{guest}, party of {told.party_size}" if told.party_size else guest
