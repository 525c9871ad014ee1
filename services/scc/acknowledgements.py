"""Acknowledgements: that somebody has read that they need not come, told by Slack or by the page. One row, once."""

import datetime as dt

from contracts.scc import AcknowledgementBody
from services.crewing.rows import AcknowledgementRow, EventRows
from services.crewing.table import CrewingTable
from services.scc.events import read
from services.web.problems import Refused


def acknowledge(table: CrewingTable, event_id: str, body: AcknowledgementBody, now: dt.datetime) -> EventRows:
    """The event with the acknowledgement; the first one stays. Raises `Refused` if this no longer stands."""
    rows = read(table, event_id)
    event = rows.event
    if body.crew_id not in event.asked and body.crew_id not in event.off:
        raise Refused("not_on_event", "This person was never on this event")
    if event.farewell_of(body.crew_id) != (body.kind, body.asked_version):
        raise Refused("stale_call", "This is not what this person was last told")
    # A change between the read and this write makes the row one of a version that nobody asks about any more.
    table.write_acknowledgement(_row(rows, body, now))
    return read(table, event_id)


def _row(rows: EventRows, body: AcknowledgementBody, now: dt.datetime) -> AcknowledgementRow:
    return AcknowledgementRow(
        event_id=rows.event.event_id,
        booking_id=rows.event.booking_id,
        crew_id=body.crew_id,
        farewell=body.kind,
        asked_version=body.asked_version,
        via=body.via,
        acknowledged_at=min(body.acknowledged_at, now),
    )
