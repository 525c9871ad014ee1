"""When a charter's photos are taken: it moves with the charter, and there is none for a cancelled one."""

import datetime as dt
from zoneinfo import ZoneInfo

from contracts.photos import Window
from contracts.scc import EventBody
from services.crewing.rows import EventRow

BEFORE = dt.timedelta(hours=1)


def window_of(event: EventRow, grace: dt.timedelta, now: dt.datetime) -> Window:
    starts_at = _start(event.body)
    ends_at = event.body.end_at or starts_at + dt.timedelta(hours=event.body.event_duration_hours)
    opens_at, closes_at = starts_at - BEFORE, ends_at + grace
    if event.status == "cancelled":
        return Window(opens_at=opens_at, closes_at=closes_at, state="cancelled")
    if now < opens_at:
        return Window(opens_at=opens_at, closes_at=closes_at, state="early")
    return Window(opens_at=opens_at, closes_at=closes_at, state="open" if now < closes_at else "late")


def _start(body: EventBody) -> dt.datetime:
    """The day's beginning, where the original format tells no hour."""
    zone = ZoneInfo(body.timezone) if body.timezone else dt.UTC
    return body.start_at or dt.datetime.combine(body.event_date, dt.time(0), zone)
