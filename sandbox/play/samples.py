"""Bookings to paste, dated so that they lie ahead of the charter's clock."""

import datetime as dt
from typing import Any

_BOOKING = """You have a new Instant Booking for {date} • {start}.

You received an Instant Booking for {date} • {start}.
Get ready to earn $780.00. Instant Book means that this trip is automatically approved.

Booking ID: {booking_id}

JADA CLASSIC 1938 SAILING YACHT

Renter: {renter}

Location
San Diego, CA

Start
{date} • {start}

End
{date} • {end}

Duration
3 hours
{passengers}
Captain
Captained
"""
_CANCELLED = """{renter} has canceled their booking {booking_id} for {date} • {start}.

{renter} has canceled their booking.

Canceled booking details:

JADA CLASSIC 1938 SAILING YACHT

Renter: {renter}

Booking ID
{booking_id}

Location
San Diego, CA

Start
{date} • {start}

End
{date} • {end}

Passengers
5
"""


def samples(now: dt.datetime) -> list[dict[str, Any]]:
    """``name`` and ``text`` of each, for a ``now`` in the boat's zone."""
    first, second = now.date() + dt.timedelta(days=10), now.date() + dt.timedelta(days=12)
    five = "\nPassengers\n5\n"
    plain = _text(_BOOKING, first, 13, booking_id="XHQGMDH", renter="Guadalupe", passengers=five)
    moved = _text(_BOOKING, first, 15, booking_id="XHQGMDH", renter="Guadalupe", passengers=five)
    cancelled = _text(_CANCELLED, first, 13, booking_id="XHQGMDH", renter="Guadalupe")
    problem = _text(_BOOKING, second, 11, booking_id="KWBZPGD", renter="Marisol Vega", passengers="")
    return [
        {"name": "A booking mail", "text": plain},
        {"name": "A booking without the number of guests", "text": problem},
        {"name": "The first booking, two hours later", "text": moved},
        {"name": "The first booking, cancelled by the renter", "text": cancelled},
        {"name": "Two bookings in one paste", "text": f"{plain}\n\n{problem}"},
    ]


def _text(template: str, day: dt.date, hour: int, **facts: str) -> str:
    date = f"{day:%b} {day.day}, {day.year}"
    return template.format(date=date, start=_clock(hour), end=_clock(hour + 3), **facts)


def _clock(hour: int) -> str:
    return f"{hour % 12 or 12}:00 {'AM' if hour < 12 else 'PM'}"
