"""Feeds over HTTP: their addresses are set and ended by key, and read by whoever knows one."""

import datetime as dt
import hashlib
import hmac
import re
from email.utils import format_datetime
from http import HTTPStatus

from contracts.calendar import FEED_TOKEN, FeedBody, feed_hash
from runtime.clock import Clock
from services.calendar.table import CalendarTable
from services.web.problems import Refused
from services.web.requests import Request
from services.web.responses import Response, no_content

FEED_PATH = re.compile(rf"/calendar/feed/{FEED_TOKEN}\.ics")
CONTENT_TYPE = "text/calendar; charset=utf-8"
MAX_AGE = dt.timedelta(minutes=15)


class Feeds:
    def __init__(self, table: CalendarTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def put(self, request: Request) -> Response:
        self._table.put_feed(request.params["feed_id"], request.parse(FeedBody))
        return no_content()

    def delete(self, request: Request) -> Response:
        self._table.delete_feed(request.params["feed_id"])
        return no_content()

    def read(self, request: Request) -> Response:
        """The file; 304 where the reader has it. A wrong, ended or unknown address is told apart to nobody."""
        from services.calendar.feed import feed_file, span

        feed = self._table.feed(request.params["feed_id"])
        given = feed_hash(request.params["secret"])
        if feed is None or not hmac.compare_digest(feed.secret_hash, given):
            raise Refused("not_found")
        now = self._clock()
        rows = self._table.between(*span(now))
        text = feed_file(rows, feed.crew_id, now)
        tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        headers = {
            "etag": tag,
            "cache-control": f"private, max-age={int(MAX_AGE.total_seconds())}",
            "referrer-policy": "no-referrer",
            "x-robots-tag": "noindex",
        }
        if rows:
            changed_at = max(row.changed_at for row in rows).astimezone(dt.UTC)
            headers["last-modified"] = format_datetime(changed_at, usegmt=True)
        if _has(request.headers.get("if-none-match", ""), tag):
            return Response(HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(HTTPStatus.OK, text, {**headers, "content-type": CONTENT_TYPE})


def _has(if_none_match: str, tag: str) -> bool:
    """Weak comparison (RFC 9110 §13.1.2): what compressed it on the way may have marked the tag as weak."""
    held = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return tag in held or "*" in held
