"""`charter parse`: shows what is read from a pasted booking text, why, and what is unsure about it."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cli.pasted import pasted_text
from language import times

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from bot.pipeline.intake import Problem, Reading

_LABELS = {
    "booking_id": "Booking ID",
    "guest_name": "Guest",
    "guest_email": "Email",
    "guest_phone": "Phone",
    "boat": "Boat",
    "start_local": "Start",
    "end_local": "End",
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
    "accept": ("✓", "This can become a charter: nothing is open beyond the usual look at it.", "green"),
    "review": ("?", "A person should look at this first.", "yellow"),
    "refuse": ("✗", "No charter comes of this.", "red"),
}
_DOUBT = "⚠"

THREE_COLUMNS = 100
"""Characters from which on the reasons stand beside the values; where there are fewer, they stand below."""
WIDEST_VALUE = 40
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
    for number, booking in enumerate(reading.bookings, 1):
        console.print(Text(f"Booking {number} of {len(reading.bookings)}", style="bold"))
        _show_booking(console, booking)
        if booking.expect == "refuse":
            console.print(_verdict(booking))
        console.print()
    _show_booking(console, reading)
    if reading.found or _doubts(reading):
        console.print()
    console.print(_verdict(reading))


def _show_booking(console: Console, reading: Reading) -> None:
    """What was found, each doubt at the field it is about, and below the doubts about what was not found."""
    if reading.found:
        console.print(_table(reading, stacked=console.width < THREE_COLUMNS))
    for problem in _doubts(reading):
        if _place(problem, reading) is None:
            console.print(_marked(_DOUBT, problem.sentence, "yellow"))


def _doubts(reading: Reading) -> tuple[Problem, ...]:
    """The problems, but for those that are the verdict itself."""
    return () if reading.expect == "refuse" else reading.problems


def _place(problem: Problem, reading: Reading) -> str | None:
    """The first found field that the problem is about; its sentence stands there."""
    return next((field for field in _LABELS if field in problem.fields and field in reading.found), None)


def _table(reading: Reading, *, stacked: bool) -> Table:
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from bot.pipeline.intake.reasons import reason

    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(2 if stacked else 3):
        table.add_column(overflow="fold")
    if not stacked:
        table.columns[1].max_width = WIDEST_VALUE
    for field, label in _LABELS.items():
        if field not in reading.found:
            continue
        doubts = _doubts(reading)
        mark = _DOUBT if any(field in problem.fields for problem in doubts) else " "
        name = Text.assemble((f"{mark} ", "yellow"), (label, "dim"))
        value = Text(_human(reading, field), style="dim" if reading.expect == "refuse" else "")
        told = [Text(problem.sentence, style="yellow") for problem in doubts if _place(problem, reading) == field]
        why = Text(reason(reading, field) or "", style="dim")
        if stacked:
            table.add_row(name, Group(value, *told, Padding(why, (0, 0, 0, 2))))
        else:
            table.add_row(name, value, Group(*told, why))
    return table


def _verdict(reading: Reading) -> Table:
    mark, sentence, colour = _VERDICTS[reading.expect]
    return _marked(mark, reading.message or sentence, f"bold {colour}")


def _marked(mark: str, sentence: str, style: str) -> Table:
    """A sentence behind its mark; where it goes on in a further line, it starts below itself."""
    from rich.table import Table
    from rich.text import Text

    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_row(Text(mark, style=style), Text(sentence, style=style))
    return line


def _human(reading: Reading, field: str) -> str:
    """A value in the words people say; times with the year, the end without its day where that is the start's."""
    value: Any = getattr(reading, field)
    if isinstance(value, datetime):
        start = reading.start_local
        same_day = field == "end_local" and start is not None and start.date() == value.date()
        return times.clock(value) if same_day else times.moment(value, NO_YEAR)
    if field == "captain_included":
        return "included" if value else "not included"
    if field == "duration_hours":
        return times.duration(value)
    return f"${value:,.2f}" if field.endswith("_usd") else str(value)
