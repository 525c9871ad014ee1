"""What a change will do, told before it is made: old -> new, and who will hear of it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from bot.domain.boat import Fleet
from bot.domain.charter import DIRECT, Charter, CrewId, Hours, Roster, platform_of
from bot.domain.consequences import Consequences, consequences
from bot.views import words
from bot.views.blocks import escape

HOURS = ("boat", "start_at", "end_at")
LONGEST_SHOWN = 200
NOTHING = "nothing"


def difference_lines(before: Charter, after: Charter, fleet: Fleet, roster: Roster, now: dt.datetime) -> list[str]:
    """``When  Sat, May 30 · 1:00–4:00 PM → Sun, May 31 · 2:00–5:00 PM``, a line for each fact that differs."""
    fields = consequences(before, after).fields
    lines = []
    if "boat" in fields:
        lines.append(_line("Boat", *(fleet[charter.trip.boat].name for charter in (before, after))))
    if {"start_at", "end_at"} & {*fields}:
        lines.append(_line("When", *(_when(charter.hours, fleet, now) for charter in (before, after))))
    lines += [
        _line(words.field_words(name).capitalize(), *(_value(charter, name) for charter in (before, after)))
        for name in fields
        if name not in HOURS
    ]
    old, new = _sailing(before, roster), _sailing(after, roster)
    return [*lines, _line("Crew", old, new)] if old != new else lines


def who_is_told(before: Charter, after: Charter, roster: Roster) -> str:
    """Who hears of it, and that the platform does not."""
    meant = consequences(before, after)
    sentences = [*_people(meant, roster)]
    if meant.fields or meant.asked or meant.asked_again or meant.off:
        sentences.append("The guest page follows.")
    if {*HOURS} & {*meant.fields} and platform_of(before.booking_id) != DIRECT:
        sentences.append(f"*{platform_of(before.booking_id)} is not told: change it there too.*")
    return " ".join(sentences)


def _people(meant: Consequences, roster: Roster) -> list[str]:
    def say(people: Sequence[CrewId], one: str, many: str) -> list[str]:
        names = escape(words.first_names([str(who) for who in people], roster))
        return [f"{names} {one if len(people) == 1 else many}."] if people else []

    told = [
        *say(meant.asked, "is asked", "are asked"),
        *say(
            meant.asked_again,
            "is asked again, and an answer given before no longer counts",
            "are asked again, and answers given before no longer count",
        ),
        *say(meant.off, "is told not to come", "are told not to come"),
        *say(meant.cancelled, "is told at once", "are told at once"),
    ]
    return told or ["Nobody needs to be asked again."]


def _line(label: str, old: str, new: str) -> str:
    return f"*{escape(label)}*  {escape(old)} → {escape(new)}"


def _when(hours: Hours, fleet: Fleet, now: dt.datetime) -> str:
    return words.trip_span(hours, fleet[hours.boat], now)


def _sailing(charter: Charter, roster: Roster) -> str:
    """``Ana Reyes (captain) and Miguel Santos (crew)``."""
    return words.listed([f"{roster.name_of(seat.crew_id)} ({seat.role})" for seat in charter.seats]) or "nobody"


def _value(charter: Charter, name: str) -> str:
    held = getattr(charter.trip, name)
    if held is None:
        return NOTHING
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, Decimal):
        return f"${held:,.2f}"
    text = " ".join(str(held).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
