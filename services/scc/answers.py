"""Answers: Slack, link and operator are three doors to one row per person and event."""

import datetime as dt

from contracts.scc import AnswerBody
from services.crewing.rows import AnswerRow, EventRows
from services.crewing.table import CrewingTable
from services.scc.events import ATTEMPTS, read
from services.web.problems import Refused


def answer(table: CrewingTable, event_id: str, body: AnswerBody, now: dt.datetime) -> EventRows:
    """The event with the answer that holds. Raises `Refused` if this question is no longer asked of this person."""
    for _ in range(ATTEMPTS):
        rows = read(table, event_id)
        check_still_asked(rows, body.crew_id, body.asked_version)
        given = _row(rows, body, now)
        if not _is_later(given, rows.answer_of(body.crew_id)):
            return rows
        if table.write_answer(given):
            return read(table, event_id)
    raise Refused("in_flight", "The event is being changed by others: try again")


def check_still_asked(rows: EventRows, crew_id: str, asked_version: int) -> None:
    event = rows.event
    if crew_id not in event.asked:
        raise Refused("not_on_event", "This person is not on this event")
    if event.status == "cancelled":
        raise Refused("event_cancelled", "This event is cancelled")
    if event.asked[crew_id] != asked_version:
        raise Refused("stale_call", f"This person was last asked at version {event.asked[crew_id]}")


def _row(rows: EventRows, body: AnswerBody, now: dt.datetime) -> AnswerRow:
    """An answer from the future counts as given now, so that it cannot outlast those still to come."""
    fields = body.model_dump() | {"answered_at": min(body.answered_at, now)}
    return AnswerRow(event_id=rows.event.event_id, booking_id=rows.event.booking_id, **fields)


def _is_later(given: AnswerRow, held: AnswerRow | None) -> bool:
    return held is None or given.answered_at > held.answered_at
