"""Events: read, decide, write on condition; again if somebody else wrote in between."""

import datetime as dt
import secrets as random_source
from collections.abc import Callable

from contracts.ids import row_id_of
from contracts.scc import CancelBody, EventBody
from services.crewing.rows import EventRows
from services.crewing.table import CrewingTable
from services.scc import changes
from services.scc.changes import Change
from services.web.problems import Refused

ATTEMPTS = 5
GUEST_TOKEN_BYTES = 16


def post(table: CrewingTable, body: EventBody, now: dt.datetime) -> tuple[EventRows, bool]:
    """The event, and whether it is new. A booking's second ``POST`` finds the first one's event."""
    event_id = row_id_of(body.booking_id) if body.booking_id else f"ev-{random_source.token_hex(8)}"
    first = changes.create(event_id, body, now, random_source.token_urlsafe(GUEST_TOKEN_BYTES))
    if table.write_event(first.event, None, first.agreed):
        return read(table, event_id), True
    return change(table, event_id, lambda rows: changes.post_again(rows, body, now)), False


def put(table: CrewingTable, event_id: str, body: EventBody, now: dt.datetime) -> EventRows:
    return change(table, event_id, lambda rows: changes.update(rows, body, now))


def cancel(table: CrewingTable, event_id: str, body: CancelBody) -> EventRows:
    return change(table, event_id, lambda rows: changes.cancel(rows, body))


def read(table: CrewingTable, event_id: str) -> EventRows:
    rows = table.read_event(event_id)
    if rows is None:
        raise Refused("not_found", "No such event")
    return rows


def change(table: CrewingTable, event_id: str, decide: Callable[[EventRows], Change | None]) -> EventRows:
    """The event afterwards. Raises `Refused` if it does not exist or too many write at once."""
    for _ in range(ATTEMPTS):
        rows = read(table, event_id)
        change = decide(rows)
        if change is None:
            return rows
        if table.write_event(change.event, rows.event, change.agreed):
            return read(table, event_id)
    raise Refused("in_flight", "The event is being changed by others: try again")
