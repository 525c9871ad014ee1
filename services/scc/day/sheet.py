"""What the page shows of the day to somebody who is on and said yes. Pure functions of values."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from drawing.boat_texts import CrewText, boat_text, boats_with_texts
from language import times
from services.crewing.rows import EventRows, MemberRow
from services.scc.day.checklist import Phase, phases_of
from services.scc.day.hours import DayHours, boat_key


class Text(NamedTuple):
    """A text about the boat, in the language of the page and in the other one."""

    english: Markup
    spanish: Markup


class WrittenDown(NamedTuple):
    """What the crew told about the trip, in words."""

    briefing: str | None
    head_count: str | None
    differs: str | None
    """Where another number is booked than was counted."""


class Sheet(NamedTuple):
    list_name: str
    """Under which a phone keeps what it could not send: of this person and this trip."""
    now: str
    phases: tuple[Phase, ...]
    announcement: Text | None
    emergency: Text | None
    written: WrittenDown


def sheet(
    crew_id: str, rows: EventRows, hours: DayHours, roster: Mapping[str, MemberRow], now: dt.datetime
) -> Sheet | None:
    """None outside the days on which it is of use."""
    if not hours.are_open(now):
        return None
    return Sheet(
        list_name=hashlib.sha256(f"{rows.event.event_id} {rows.trip} {crew_id}".encode()).hexdigest()[:16],
        now=now.isoformat(),
        phases=phases_of(rows.event.body, rows.ticks_of(crew_id)),
        announcement=_text(boat_key(rows.event.body), "announcement"),
        emergency=_text(boat_key(rows.event.body), "emergency"),
        written=written_down(rows, hours, roster, now),
    )


def _text(boat: str, text: CrewText) -> Text | None:
    """None for a boat of which nothing is written: its name may be anything."""
    if boat not in boats_with_texts():
        return None
    return Text(boat_text(boat, text, "en"), boat_text(boat, text, "es"))


def written_down(rows: EventRows, hours: DayHours, roster: Mapping[str, MemberRow], now: dt.datetime) -> WrittenDown:
    briefing, count, party = rows.briefing(), rows.head_count(), rows.event.body.party_size

    def clock(at: dt.datetime) -> str:
        """With the day, where it is not this one."""
        local, today = at.astimezone(hours.zone), now.astimezone(hours.zone).date()
        return f"at {times.clock(local)}" if local.date() == today else f"on {times.moment(local, today)}"

    def name(crew_id: str) -> str:
        member = roster.get(crew_id)
        return times.plain(member.name) if member else crew_id

    return WrittenDown(
        briefing=f"Held {clock(briefing.held_at)} by {name(briefing.by)}." if briefing else None,
        head_count=f"{count.people} aboard, counted {clock(count.counted_at)} by {name(count.by)}." if count else None,
        differs=f"The booking says {party}. Count again; if it is right, tell the office."
        if count and party and count.people != party
        else None,
    )
