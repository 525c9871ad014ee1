"""What is different for somebody whose charter moved, old and new: in a mail and on the crew page the same."""

import datetime as dt

from contracts.scc import EventBody
from language import times
from services.crewing.facts import boat_of, start_of, when_of, zone_of
from services.crewing.rows import Told

Difference = tuple[str, str, str]
"""Name, old, new."""


def differences(was: Told, body: EventBody, now: dt.datetime) -> tuple[Difference, ...]:
    old, new = _as_told(was, body, now), _as_told(Told.of(body), body, now)
    return tuple((name, old[name], new[name]) for name in new if old[name] != new[name])


def moved(was: Told, body: EventBody, now: dt.datetime) -> str:
    """Old and new in one line: start, else hours, else boat, else what changed."""
    told, zone, today = Told.of(body), zone_of(body), _today(body, now)
    boat = boat_of(told)
    starts = start_of(was, zone, today), start_of(told, zone, today)
    spans = when_of(was, zone, today), when_of(told, zone, today)
    if boat_of(was) != boat:
        return f"CHANGED: {boat_of(was)}, {starts[0]}, is now {boat}, {starts[1]}"
    for old, new in (starts, spans):
        if old != new:
            return f"CHANGED: {boat} was {old}, is now {new}"
    changed = ", ".join(f"{name.lower()} {new}" for name, _, new in differences(was, body, now))
    return f"CHANGED: {boat}, {starts[1]}: {changed}"


def _as_told(told: Told, body: EventBody, now: dt.datetime) -> dict[str, str]:
    zone = zone_of(body)
    return {
        "Boat": boat_of(told),
        "When": when_of(told, zone, _today(body, now)),
        "Call": times.clock(told.call_at.astimezone(zone)) if told.call_at else "not set",
        "Where": times.plain(told.dock or "") or "not set",
    }


def _today(body: EventBody, now: dt.datetime) -> dt.date:
    return now.astimezone(zone_of(body)).date()
