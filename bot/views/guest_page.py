"""The guest page: one link for the whole party. It holds no phone, no amount, no note and only first names."""

import datetime as dt
from functools import cache
from typing import Literal

import jinja2

from bot.domain.charter import platform_of, said_yes
from bot.domain.docket import Scene
from bot.domain.outcomes import Page
from bot.views import words
from language import times

State = Literal["coming", "today", "under_way", "finished", "cancelled", "closed"]


def guest_page(scene: Scene) -> Page:
    """The page of this charter as it should be now."""
    charter, boat, now = scene.docket.charter, scene.boat, scene.now
    moved_from = charter.moved_from() if charter.status == "booked" else None
    html = _template().render(
        state=_state(scene),
        boat=boat,
        booking_id=charter.booking_id,
        guest=words.guest_first_name(charter),
        span=words.trip_span(charter, boat, now),
        moved_from=words.trip_span(moved_from, boat, now) if moved_from else None,
        duration=times.duration(charter.duration / dt.timedelta(hours=1)),
        party=charter.trip.party_size,
        dock=charter.trip.dock,
        sailors=[
            (scene.roster.first_name_of(seat.crew_id), seat.role)
            for seat in charter.seats
            if said_yes(seat, scene.docket.answers)
        ],
        platform=platform_of(charter.booking_id),
    )
    return Page(path=f"g/{charter.booking_id}.html", html=html)


def _state(scene: Scene) -> State:
    charter = scene.docket.charter
    if charter.forgotten_at is not None:
        return "closed"
    if charter.status == "cancelled":
        return "cancelled"
    if scene.now >= charter.trip.end_at:
        return "finished"
    if scene.now >= charter.trip.start_at:
        return "under_way"
    starts_on = charter.trip.start_at.astimezone(scene.boat.zone).date()
    return "today" if starts_on == words.today(scene.boat, scene.now) else "coming"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bot.views"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    return environment.get_template("guest_page.html")
