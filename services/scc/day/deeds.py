"""What the crew writes down on the day: by the page's forms, or by its script, which may come late, without signal."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError

from contracts.times import Moment
from services.crewing.day_rows import BriefingRow, HeadCountRow, Tick, TicksRow
from services.crewing.rows import EventRows
from services.crewing.table import CrewingTable
from services.scc.day.checklist import item_names, lines_of
from services.scc.day.hours import day_hours
from services.web.problems import Refused

Deed = Literal["tick", "list", "briefing", "head_count"]
DEEDS: frozenset[str] = frozenset({"tick", "list", "briefing", "head_count"})
MOST_PEOPLE = 1000
_MOMENT: TypeAdapter[dt.datetime] = TypeAdapter(Moment)

Form = Mapping[str, Sequence[str]]


class Given(NamedTuple):
    """One press of a button or a box."""

    form: Form
    crew_id: str
    now: dt.datetime

    def first(self, name: str) -> str:
        return next(iter(self.form.get(name, ())), "")

    @property
    def at(self) -> dt.datetime:
        """When it was pressed; what is said to come from the future was pressed now."""
        written = self.first("at")
        if not written:
            return self.now
        try:
            return min(_MOMENT.validate_python(written), self.now)
        except (ValidationError, OverflowError):
            raise Refused("bad_request", "This phone told a time that cannot be read.") from None


def write_down(deed: str, given: Given, rows: EventRows, table: CrewingTable) -> None:
    """Raises `Refused`, in words for the crew, where it does not count."""
    if not day_hours(rows.event.body).are_open(given.now):
        raise Refused("stale_call", "The list of this trip is closed: it is open from the day before to a day after.")
    match deed:
        case "tick":
            _tick(given, rows, table)
        case "list":
            _whole_phase(given, rows, table)
        case "briefing":
            row = BriefingRow(**_of(rows), by=given.crew_id, held_at=given.at)
            table.write_of_day(row)
        case _:
            people = _people(given.first("people"))
            table.write_of_day(HeadCountRow(**_of(rows), by=given.crew_id, people=people, counted_at=given.at))


def _tick(given: Given, rows: EventRows, table: CrewingTable) -> None:
    item = given.first("item")
    if item not in item_names(rows.event.body):
        raise Refused("stale_call", "This line is no longer on the list. Reload the page to see the new one.")
    tick = Tick(done=given.first("done") == "yes", ticked_at=given.at)
    table.write_tick(_row(given, rows), item, tick)


def _whole_phase(given: Given, rows: EventRows, table: CrewingTable) -> None:
    """What a page without script sends: the boxes of one phase that are ticked. Only what differs is written."""
    ticked, held = set(given.form.get("item", ())), rows.ticks_of(given.crew_id)
    for line in lines_of(rows.event.body, given.first("phase")):
        was_done = line.name in held and held[line.name].done
        if (line.name in ticked) != was_done:
            table.write_tick(_row(given, rows), line.name, Tick(done=line.name in ticked, ticked_at=given.at))


def _people(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 4 and int(written) <= MOST_PEOPLE):
        raise Refused("bad_request", "Please write how many guests are aboard, as a number.")
    return int(written)


def _row(given: Given, rows: EventRows) -> TicksRow:
    return TicksRow(event_id=rows.event.event_id, trip=rows.trip, crew_id=given.crew_id)


def _of(rows: EventRows) -> dict[str, str | None]:
    return {"event_id": rows.event.event_id, "booking_id": rows.event.booking_id, "trip": rows.trip}
