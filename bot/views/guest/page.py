"""The guest page: one link for the whole party. It holds no phone, no amount, no note and only first names."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlencode

from bot.domain.boat import Boat
from bot.domain.charter import DIRECT, Hours, platform_of, said_yes
from bot.domain.docket import Scene
from bot.domain.outcomes import GuestPages, SiteFile
from bot.domain.photos import photo_window
from bot.views import words
from bot.views.guest import calendar
from bot.views.guest.drawing import HTML, drawn
from bot.views.guest.outlook import outlook
from bot.views.guest.speech import FIRST, LANGUAGES, Speech, speech, suffix
from drawing.boat_texts import GuestText, boat_text

State = Literal["coming", "today", "under_way", "finished", "cancelled", "closed"]

CALENDAR = "text/calendar; charset=utf-8"
TEXTS: tuple[GuestText, ...] = get_args(GuestText)
MAP = "https://www.google.com/maps/search/"


def guest_pages(scene: Scene, address: Callable[[str], str], photos_origin: str) -> GuestPages:
    """The page of this charter and its calendar entry, in every language, as they should be now.

    `photos_origin` is where the guests' photos lie.
    """
    files = [
        file for language in LANGUAGES for file in _in_one_language(scene, speech(language), address, photos_origin)
    ]
    return GuestPages(address=_path(scene, FIRST), files=tuple(files))


def _in_one_language(
    scene: Scene, say: Speech, address: Callable[[str], str], photos_origin: str
) -> tuple[SiteFile, SiteFile]:
    path = _path(scene, say.language)
    url = address(path)
    entry = SiteFile(path=f"{path}.ics", content_type=CALENDAR, text=calendar.ics(scene, say, url))
    addresses = {language: f"/{_path(scene, language)}" for language in LANGUAGES}
    facts = _facts(scene, say, url)
    html = drawn("page.html", say, addresses, facts, photos_origin if facts["photos"] else None)
    return entry, SiteFile(path=f"{path}.html", content_type=HTML, text=html)


def _path(scene: Scene, language: str) -> str:
    return f"g/{scene.docket.charter.booking_id}{suffix(language)}"


def _facts(scene: Scene, say: Speech, url: str) -> Mapping[str, object]:
    charter, boat = scene.docket.charter, scene.boat
    trip, state = charter.trip, state_of(scene)
    platform = platform_of(charter.booking_id)
    moved_from = charter.moved_from() if state in ("coming", "today") else None
    sails = state in ("coming", "today", "under_way")
    return {
        "state": state,
        "sails": sails,
        "boat": boat,
        "booking_id": charter.booking_id,
        "guest": words.guest_first_name(charter),
        "span": _span(charter.hours, scene, say),
        "moved_from": _span(moved_from, scene, say) if moved_from else None,
        "starts": say.clock(trip.start_at.astimezone(boat.zone)),
        "ends": _end(scene, say),
        "duration": say.count("duration", charter.duration / dt.timedelta(hours=1)),
        "party": say.count("party", trip.party_size),
        "dock": trip.dock,
        "map_url": f"{MAP}?{urlencode({'api': 1, 'query': trip.dock})}",
        "sailors": [
            (scene.roster.first_name_of(seat.crew_id), say(f"crew.{seat.role}"))
            for seat in charter.seats
            if said_yes(seat, scene.docket.answers)
        ],
        "platform": None if platform == DIRECT else platform,
        "photos": _photos(scene, say) if state not in ("cancelled", "closed") else None,
        "outlook": outlook(scene, say) if sails else None,
        "texts": _texts(boat, say) if sails else {},
        "at_home_dock": trip.dock == boat.dock,
        "calendar_links": [
            (say("do.apple"), f"/{_path(scene, say.language)}.ics"),
            (say("do.google"), calendar.google_link(scene, say, url)),
            (say("do.outlook"), calendar.outlook_link(scene, say, url)),
        ],
    }


class Photos(NamedTuple):
    open: bool
    """Or to be opened still."""
    when: str
    address: str


def _photos(scene: Scene, say: Speech) -> Photos:
    trip, zone = scene.docket.charter.trip, scene.boat.zone
    now = words.today(scene.boat, scene.now)
    opens_at, closes_at = photo_window(trip, scene.boat)
    is_open = scene.now < closes_at
    until = say.moment(closes_at.astimezone(zone), now)
    when = (
        say("photos.when", since=say.moment(opens_at.astimezone(zone), now), until=until)
        if is_open
        else say("photos.over", until=until)
    )
    return Photos(is_open, when, f"/{_path(scene, FIRST)}/photo")


def state_of(scene: Scene) -> State:
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


def _span(hours: Hours, scene: Scene, say: Speech) -> str:
    zone = scene.boat.zone
    return say.span(hours.start_at.astimezone(zone), hours.end_at.astimezone(zone), words.today(scene.boat, scene.now))


def _end(scene: Scene, say: Speech) -> str:
    """The hour alone, where the trip ends on the day on which it begins."""
    trip, zone = scene.docket.charter.trip, scene.boat.zone
    start, end = trip.start_at.astimezone(zone), trip.end_at.astimezone(zone)
    return say.clock(end) if start.date() == end.date() else say.moment(end, words.today(scene.boat, scene.now))


def _texts(boat: Boat, say: Speech) -> Mapping[str, str]:
    return {text: boat_text(boat.key, text, say.language) for text in TEXTS}
