"""The routes. Two guards: the row decides by version; ``Idempotency-Key`` answers a repeated request alike."""

import datetime as dt
import re
import secrets as random_source
from collections.abc import Callable
from http import HTTPStatus

from contracts.calendar import CalendarEntries, CalendarEntry, CalendarEntryBody
from contracts.ids import row_id_of
from runtime.clock import Clock
from runtime.secrets import Secrets
from services.calendar import rows
from services.calendar.feeds import FEED_PATH, Feeds
from services.calendar.rows import EntryRow
from services.calendar.table import CalendarTable
from services.web.idempotency import IdempotencyKeys
from services.web.keys import is_one_of
from services.web.problems import Refused
from services.web.requests import Request
from services.web.responses import Response, json_response, no_content
from services.web.routing import Api, Route, route

MAX_DAYS = 400
_ATTEMPTS = 5


def calendar_api(table: CalendarTable, keys: IdempotencyKeys, secrets: Secrets, clock: Clock) -> Api:
    calendar, feeds = _Calendar(table, clock), Feeds(table, clock)

    def is_allowed(request: Request) -> bool:
        given = request.headers.get("x-dashboard-token", "")
        return is_one_of(given, (secrets()["dashboard_token"], secrets().get("dashboard_token_previous", "")))

    routes = (
        route("POST", "/calendar", calendar.post),
        route("GET", "/calendar", calendar.list),
        route("PUT", "/calendar/{entry_id}", calendar.put),
        route("DELETE", "/calendar/{entry_id}", calendar.delete),
        route("PUT", "/calendar/feeds/{feed_id}", feeds.put),
        route("DELETE", "/calendar/feeds/{feed_id}", feeds.delete),
        Route("GET", FEED_PATH, feeds.read, public=True),
        Route("HEAD", FEED_PATH, feeds.read, public=True),
    )
    return Api(routes, is_allowed, keys)


class _Calendar:
    def __init__(self, table: CalendarTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def post(self, request: Request) -> Response:
        """201 with the new entry; 200 with the one that the booking already has."""
        body = request.parse(CalendarEntryBody)
        entry_id = row_id_of(body.booking_id) if body.booking_id else f"cal-{random_source.token_hex(8)}"
        created = EntryRow.first(entry_id, body, self._clock())
        if self._table.write(created, held=None):
            return json_response(_standing(created), HTTPStatus.CREATED)
        return json_response(_standing(self._change(entry_id, lambda held: rows.post_again(held, body, self._clock()))))

    def put(self, request: Request) -> Response:
        body = request.parse(CalendarEntryBody)
        row = self._change(request.params["entry_id"], lambda held: rows.put(held, body, self._clock()))
        return json_response(_standing(row))

    def delete(self, request: Request) -> Response:
        """204; 200 with the entry where a newer version stands."""
        version = _version(request)
        row = self._change(request.params["entry_id"], lambda held: rows.delete(held, version, self._clock()))
        entry = row.to_entry()
        return json_response(entry) if entry else no_content()

    def list(self, request: Request) -> Response:
        first, last = _day(request, "from"), _day(request, "to")
        if not dt.timedelta(0) <= last - first <= dt.timedelta(days=MAX_DAYS):
            raise Refused("bad_request", f"to: must be between 0 and {MAX_DAYS} days after from")
        found = [row.to_entry() for row in self._table.between(first, last)]
        return json_response(CalendarEntries(entries=tuple(entry for entry in found if entry)))

    def _change(self, entry_id: str, decide: Callable[[EntryRow], EntryRow]) -> EntryRow:
        """Reads, decides and writes until nobody else wrote in between."""
        for _ in range(_ATTEMPTS):
            held = self._table.read(entry_id)
            if held is None:
                raise Refused("not_found", "No such entry")
            changed = decide(held)
            if changed is held or self._table.write(changed, held):
                return changed
        raise Refused("in_flight", "The entry is being changed by others: try again")


def _standing(row: EntryRow) -> CalendarEntry:
    entry = row.to_entry()
    if entry is None:
        raise Refused("not_found", "The entry was deleted; only a higher version brings it back")
    return entry


def _version(request: Request) -> int | None:
    text = request.query.get("version")
    if text is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise Refused("bad_request", "version: must be a whole number above 0")
    return int(text)


def _day(request: Request, name: str) -> dt.date:
    text = request.query.get(name, "")
    if not re.fullmatch(r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}", text):
        raise Refused("bad_request", f"{name}: must be a date, YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("bad_request", f"{name}: no such day") from None
