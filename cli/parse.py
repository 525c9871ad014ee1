"""`charter parse`: shows what is read from a pasted booking text."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cli.pasted import pasted_text
from language import times

if TYPE_CHECKING:
    from bot.pipeline.intake import Reading

_LABELS = {
    "booking_id": "Booking ID",
    "guest_name": "Guest",
    "guest_email": "Email",
    "guest_phone": "Phone",
    "boat": "Boat",
    "when": "When",
    "duration_hours": "Duration",
    "party_size": "Guests",
    "captain_included": "Captain",
    "total_usd": "Renter pays",
    "payout_usd": "You earn",
    "pickup_location": "Pickup",
    "notes": "Notes",
    "status": "Status",
}
_VERDICTS = {
    "accept": "This can become a charter: nothing is open beyond the usual look at it.",
    "review": "A person should look at this first.",
    "refuse": "No charter comes of this.",
}

NO_YEAR = date(1, 1, 1)
"""Seen from here every year is another one, so it is always said."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `parse` to the commands."""
    parser = subparsers.add_parser("parse", help="show what is read from a pasted booking text")
    parser.add_argument("file", metavar="FILE", help="the text; - reads standard input")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day of the paste (default: today)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the reading; 1 where the file cannot be read."""
    from bot.pipeline.intake import read
    from bot.pipeline.intake.reader import HOME

    text = pasted_text(arguments.file)
    if text is None:
        return 1
    reading = read(text, today=arguments.today or datetime.now(HOME).date())
    if arguments.json:
        print(json.dumps(reading.to_json(), indent=2))
    else:
        _show(reading)
    return 0


def _show(reading: Reading) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for number, booking in enumerate(reading.bookings or (reading,), 1):
        if reading.bookings:
            console.print(Text(f"Booking {number} of {len(reading.bookings)}", style="bold"))
        if booking.found:
            console.print(_table(booking))
        for problem in booking.problems if reading.expect != "refuse" else ():
            console.print(Text(f"• {problem.sentence}", style="yellow"))
    if reading.bookings:
        for problem in reading.problems:
            console.print(Text(f"• {problem.sentence}", style="yellow"))
    console.print(Text(reading.message or _VERDICTS[reading.expect], style="bold"))


def _table(reading: Reading) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("", "Read", "From"):
        table.add_column(heading, overflow="fold")
    for field, label in _LABELS.items():
        found = reading.found.get("start_local" if field == "when" else field)
        value = _when(reading) if field == "when" else _human(field, getattr(reading, field))
        if value:
            words = " ".join(found.words.split()) if found else ""
            place = f"line {found.line}: {words[:70]}" if found else ""
            table.add_row(Text(label, style="dim"), Text(value), Text(place, style="dim"))
    return table


def _when(reading: Reading) -> str:
    """The times as people say them, with the year: `Sat, May 30, 2026 · 1:00–4:00 PM`."""
    start, end = reading.start_local, reading.end_local
    if start is None:
        return ""
    return times.span(start, end, NO_YEAR) if end else times.moment(start, NO_YEAR)


def _human(field: str, value: Any) -> str:
    if value is None:
        return ""
    if field == "captain_included":
        return "included" if value else "not included"
    if field == "duration_hours":
        return times.duration(value)
    return f"${value:,.2f}" if field.endswith("_usd") else str(value)
