"""One charter in a line or two, as lists and Home tabs show it: no more of the guest than the channel may read."""

from collections.abc import Iterable

from bot.domain.boat import Boat
from bot.domain.docket import STEP_TITLES, STEPS, Scene
from bot.domain.places import open_places
from bot.views import words
from bot.views.blocks import escape
from bot.views.status import step_mark
from language import times


def hours(scene: Scene) -> str:
    """``1:00–4:00 PM``; overnight ``6:00 PM → Sat, Jul 4, 10:00 AM``."""
    trip, zone = scene.docket.charter.trip, scene.boat.zone
    start, end = trip.start_at.astimezone(zone), trip.end_at.astimezone(zone)
    if start.date() == end.date():
        return times.hours(start, end)
    return f"{times.clock(start)} → {times.moment(end, words.today(scene.boat, scene.now))}"


def guests(scene: Scene) -> str:
    """``Marisol, party of 6``, escaped."""
    charter = scene.docket.charter
    return f"{escape(words.guest_first_name(charter))}, {words.party(charter.trip.party_size)}"


def crew(scene: Scene, but: str = "") -> str:
    """``Ana yes · Miguel asked · crew open``, escaped; `but` is left out."""
    docket = scene.docket
    people = [
        f"{escape(scene.roster.first_name_of(seat.crew_id))} "
        + escape(words.seat_state(seat, docket, scene.boat, scene.now))
        for seat in docket.charter.seats
        if seat.crew_id != but
    ]
    empty = [f"{place.role} open" for place in open_places(scene) if place.crew_id is None]
    return " · ".join(people + empty) or "nobody needed"


def standing(scene: Scene) -> str:
    """``✓`` where every system agrees; else what does not: ``✗ Calendar``, ``↻ Guest page``, ``… Crew asked``."""
    docket = scene.docket
    if docket.parked():
        return "✗ stopped"
    marks = {name: step_mark(name, docket) for name in STEPS}
    for mark, sign in (("failed", "✗"), ("retrying", "↻"), ("working", "…"), ("waiting", "…")):
        names = [STEP_TITLES[name] for name in STEPS if marks[name] == mark]
        if names:
            return f"{sign} {', '.join(names)}"
    return "✓"


def day(scene: Scene) -> str:
    return words.start_day(scene.docket.charter.hours, scene.boat, scene.now)


def iso_day(scene: Scene) -> str:
    return scene.docket.charter.trip.start_at.astimezone(scene.boat.zone).date().isoformat()


def zone_names(boats: Iterable[Boat]) -> str:
    """``San Diego time``; with boats in several zones, each with its place."""
    by_place = {boat.place: boat for boat in boats}
    if len({boat.timezone for boat in by_place.values()}) <= 1:
        return f"{escape(next(iter(by_place), 'Local'))} time"
    return "Times are where the boat lies: " + ", ".join(
        f"{escape(boat.name)} {escape(place)} time" for place, boat in by_place.items()
    )
