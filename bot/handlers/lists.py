"""``/charter list``, ``late`` and ``log``: answered at once, by at most four reads of the table."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.domain.docket import Scene
from bot.domain.home import days_from, home_boat
from bot.domain.season import Found, Listing, Span, search_of, span_of, within
from bot.handlers.office import Office
from bot.views import lists, trail
from bot.views.commands import Wish

QUERIES = 3
"""Pages of the index; the roster is the fourth read. A page holds a hundred charters or more."""
LATE_DAYS = dt.timedelta(weeks=7)
"""With the longest trip before them never more than three months of departure.

The index of what is due would cost more: it holds keys alone, so each charter would be one more read. And it would miss
what is late most of all: a parked charter is in it no more.
"""


def list_days(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    span = span_of(wish.words, _today(office))
    found, scenes = _found(office, span)
    listing = Listing(span, scenes, found.complete)
    _answer(ack, "Charters", lists.list_message(listing, office.settings.fleet, office.clock()))


def late(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    found, scenes = _found(office, days_from(_today(office), LATE_DAYS))
    _answer(ack, "What is late", lists.late_message(scenes, office.settings.fleet, complete=found.complete))


def log(office: Office, wish: Wish, command: Mapping[str, Any], client: WebClient, ack: Ack) -> None:
    charter = office.desk.charter(wish.booking_id)
    boat = office.settings.fleet[charter.trip.boat]
    held = office.season.trail(wish.booking_id, trail.NEWEST)
    _answer(ack, "The log", trail.trail_message(held, charter, boat, office.desk.charters.roster()))


def _found(office: Office, span: Span) -> tuple[Found, tuple[Scene, ...]]:
    fleet, now = office.settings.fleet, office.clock()
    found = office.season.departing(search_of(span, fleet), QUERIES)
    roster = office.desk.charters.roster()
    scenes = (
        Scene(docket, fleet[docket.charter.trip.boat], roster, now)
        for docket in found.dockets
        if docket.charter.trip.boat in fleet
    )
    return found, within(scenes, span)


def _today(office: Office) -> dt.date:
    return office.clock().astimezone(home_boat(office.settings.fleet).zone).date()


def _answer(ack: Ack, text: str, blocks: list[dict[str, Any]]) -> None:
    ack(text=text, blocks=blocks, unfurl_links=False, unfurl_media=False)
