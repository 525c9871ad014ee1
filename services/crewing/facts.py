"""What a crew member may read about an event: in a mail and on the crew page the same.

The guest stands with the first name only; phone, e-mail, price and notes are never among these.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from contracts.scc import EventBody
from language import times
from services.crewing.rows import MemberRow, Told, people

ONLY_BOAT = "JADA"
"""The boat a caller means who names none: the original format has no field for it."""


@dataclass(frozen=True)
class Facts:
    boat: str
    day: str
    """``Sat, May 30``"""
    call_day: str
    """The day to come aboard: before midnight it is the day before the trip's."""
    start: str
    """``Sat, May 30, 1:00 PM``, or the day alone where no time is known."""
    call: str | None
    """``12:00 PM``"""
    when: str
    """``Sat, May 30 · 1:00–4:00 PM``"""
    zone: str | None
    """``San Diego time``"""
    where: str | None
    role: str
    party: str
    others: tuple[str, ...]
    days_ahead: int
    """To the day to come aboard: 0 on that day."""

    @property
    def ask(self) -> str:
        return f"Can you crew {self.boat}? {self.day_and_call}"

    @property
    def day_and_call(self) -> str:
        return f"{self.call_day}, call {self.call}" if self.call else self.day

    @property
    def cancelled(self) -> str:
        return f"CANCELLED: {self.boat}, {self.start}. Please do not come."

    @property
    def off(self) -> str:
        return f"You are off {self.boat} on {self.day}. Please do not come."


def zone_of(body: EventBody) -> dt.tzinfo:
    """The zone in which this event's times are told."""
    if body.timezone:
        return ZoneInfo(body.timezone)
    return (body.start_at and body.start_at.tzinfo) or dt.UTC


def facts_for(
    crew_id: str, body: EventBody, roster: Mapping[str, MemberRow], now: dt.datetime, told: Told | None = None
) -> Facts:
    """The facts as they stand; with `told`, the hours are those that this person was told."""
    zone = zone_of(body)
    today = now.astimezone(zone).date()
    told = told or Told.of(body)
    date = told.start_at.astimezone(zone).date() if told.start_at else body.event_date
    call = told.call_at.astimezone(zone) if told.call_at else None
    call_date = call.date() if call else date
    return Facts(
        boat=boat_of(told),
        day=times.day(date, today),
        start=start_of(told, zone, today),
        call_day=times.day(call_date, today),
        call=times.clock(call) if call else None,
        when=when_of(told, zone, today),
        zone=_zone_word(body, zone),
        where=times.plain(body.dock) if body.dock else None,
        role="Captain" if crew_id == body.captain_id else "Crew",
        party=_party(body),
        others=tuple(_other(other, body, roster) for other in people(body) if other != crew_id),
        days_ahead=(call_date - today).days,
    )


def boat_of(told: Told) -> str:
    return times.plain(told.boat_name or "") or ONLY_BOAT


def start_of(told: Told, zone: dt.tzinfo, today: dt.date) -> str:
    return times.moment(told.start_at.astimezone(zone), today) if told.start_at else times.day(told.event_date, today)


def when_of(told: Told, zone: dt.tzinfo, today: dt.date) -> str:
    if told.start_at and told.end_at:
        return times.span(told.start_at.astimezone(zone), told.end_at.astimezone(zone), today)
    length = f" · {times.duration(told.hours)}" if told.hours else ""
    return times.day(told.event_date, today) + length


def _zone_word(body: EventBody, zone: dt.tzinfo) -> str | None:
    if body.start_at is None:
        return None
    if body.place:
        return f"{times.plain(body.place)} time"
    name = body.start_at.astimezone(zone).tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name


def _party(body: EventBody) -> str:
    guest = times.first_name(body.guest_name)
    return f"{guest}, party of {body.party_size}" if body.party_size else guest


def _other(crew_id: str, body: EventBody, roster: Mapping[str, MemberRow]) -> str:
    member = roster.get(crew_id)
    name = times.plain(member.name) if member else crew_id
    return f"{name} (captain)" if crew_id == body.captain_id else name
