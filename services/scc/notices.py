"""Mails asked for by the API: a row that the crew notifier's stream picks up."""

import datetime as dt
from collections.abc import Callable

from contracts.scc import NoticeBody, NoticeKind
from services.crewing.rows import FINAL, EventRow, EventRows, NoticeRow
from services.crewing.table import CrewingTable
from services.scc.answers import check_still_asked
from services.scc.events import ATTEMPTS, read
from services.web.problems import Refused

LINKS_PER_HOUR = 3


def ask(table: CrewingTable, event_id: str, body: NoticeBody, now: dt.datetime) -> EventRows:
    """The event with the mail requested. One that is through stays as it is; one that got lost is asked for again.

    Lost is also what did not arrive at an address that is another one now.
    """
    return _ask(table, event_id, body.crew_id, now, lambda rows: _meant(rows, body))


def ask_new_link(table: CrewingTable, event_id: str, crew_id: str, now: dt.datetime) -> EventRows:
    """Has a fresh link to the question as it stands mailed to the address on file."""

    def newest(rows: EventRows) -> tuple[NoticeKind, int]:
        asked_version = rows.event.asked.get(crew_id, 0)
        check_still_asked(rows, crew_id, asked_version)
        return "new_link", asked_version

    return _ask(table, event_id, crew_id, now, newest)


def _ask(
    table: CrewingTable,
    event_id: str,
    crew_id: str,
    now: dt.datetime,
    meant: Callable[[EventRows], tuple[NoticeKind, int]],
) -> EventRows:
    for _ in range(ATTEMPTS):
        rows = read(table, event_id)
        kind, asked_version = meant(rows)
        held = rows.notice(crew_id, kind, asked_version)
        is_through = held is not None and held.state in FINAL and not _can_arrive_now(table, held)
        wanted = request(rows.event, held, crew_id, kind, asked_version, now, is_through=is_through)
        if wanted is None:
            return rows
        if table.write_notice(wanted, held):
            return read(table, event_id)
    raise Refused("in_flight", "The mail is being asked for by others: try again")


def _can_arrive_now(table: CrewingTable, held: NoticeRow) -> bool:
    if held.state not in ("bounced", "no_address"):
        return False
    member = table.member(held.crew_id)
    return member is not None and member.can_be_mailed_since(held.epoch)


def request(
    event: EventRow,
    held: NoticeRow | None,
    crew_id: str,
    kind: NoticeKind,
    asked_version: int,
    now: dt.datetime,
    *,
    is_through: bool,
) -> NoticeRow | None:
    """The row that asks for the mail, or ``None`` if it is through. Raises `Refused` at too many new links."""
    recent = tuple(at for at in (held.requests if held else ()) if now - at < dt.timedelta(hours=1))
    if kind == "new_link" and len(recent) >= LINKS_PER_HOUR:
        raise Refused("too_many_requests", f"At most {LINKS_PER_HOUR} new links an hour")
    if is_through and kind != "new_link":
        return None
    return NoticeRow(
        event_id=event.event_id,
        booking_id=event.booking_id,
        crew_id=crew_id,
        notice=kind,
        asked_version=asked_version,
        state="claimed" if held and held.state == "claimed" else "requested",
        at=now,
        requests=(*recent[1 - LINKS_PER_HOUR :], now),
        request_count=(held.request_count if held else 0) + 1,
    )


def _meant(rows: EventRows, body: NoticeBody) -> tuple[NoticeKind, int]:
    """The mail that stands for this request now, by kind and version. Raises `Refused` where it would be wrong."""
    event = rows.event
    if body.kind == "off":
        if body.crew_id not in event.off:
            raise Refused("stale_call", "This person was not taken off")
        return "off", event.off[body.crew_id]
    if body.kind == "cancelled":
        if event.status != "cancelled":
            raise Refused("stale_call", "This event is not cancelled")
        if body.crew_id not in event.asked:
            raise Refused("not_on_event", "This person is not on this event")
        return "cancelled", event.asked[body.crew_id]
    check_still_asked(rows, body.crew_id, body.asked_version)
    kind = event.invitation_of(body.crew_id) if body.kind in ("call", "moved") else body.kind
    return kind, body.asked_version
