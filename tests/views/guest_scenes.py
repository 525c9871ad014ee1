"""Guest pages without a world around them: one charter, and moments at which its page says something else."""

import datetime as dt
import math
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.toml_fleet import load_fleet
from bot.domain.boat import Boat, BoatKey
from bot.domain.charter import Answer, BookingId, Change, Charter, CrewId, Hours, Roster, Seat, SlackUser, Trip
from bot.domain.conditions import Conditions, Forecast, ForecastHour, SunDay, TideTurn
from bot.domain.docket import Docket, Scene
from bot.views.guest.page import guest_pages
from sandbox import cast

SAN_DIEGO = ZoneInfo("America/Los_Angeles")
SITE = "https://guests.example.com"
PHOTOS = "https://photos.example.com"
START = dt.datetime(2026, 5, 30, 13, 0, tzinfo=SAN_DIEGO)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
BOAT = load_fleet()[BoatKey("jada")].model_copy(
    update={"day_phone": "+1 619 555 0188", "review_url": "https://reviews.example.com/jada"}
)
BOOKED_AT = START - 20 * DAY


def charter(**changes: Any) -> Charter:
    trip = Trip(
        boat=BoatKey("jada"),
        start_at=START,
        end_at=START + 3 * HOUR,
        party_size=6,
        dock=BOAT.dock,
        guest_name="Marisol Vega",
    )
    seats = tuple(
        Seat(crew_id=CrewId(crew_id), role=role, asked_version=1, asked_at=BOOKED_AT)
        for crew_id, role in (("ana", "captain"), ("miguel", "crew"))
    )
    booked = Change(version=1, kind="booked", by=SlackUser("U0"), by_name="Rowan", at=BOOKED_AT)
    values: dict[str, Any] = {
        "booking_id": BookingId("KWBZPGD"),
        "version": 1,
        "status": "booked",
        "trip": trip.model_copy(update=changes.pop("trip", {})),
        "seats": seats,
        "asked_version": 1,
        "asked_at": BOOKED_AT,
        "operator": SlackUser("U0"),
        "draft_id": "D",
        "changes": (booked,),
    }
    return Charter.model_validate(values | changes)


def moved() -> Charter:
    was = Hours(boat=BoatKey("jada"), start_at=START - DAY, end_at=START - DAY + 3 * HOUR)
    first = charter()
    move = first.changes[0].model_copy(update={"version": 2, "kind": "moved", "was": was, "at": BOOKED_AT + DAY})
    return first.model_copy(update={"version": 2, "changes": (*first.changes, move)})


def conditions(now: dt.datetime, trip: Trip | None = None, *, hours: int | None = None) -> Conditions:
    """A fine day, with turns every six hours and a bit."""
    trip = trip or charter().trip
    first = trip.start_at.astimezone(dt.UTC) - 8 * HOUR
    turns = tuple(
        TideTurn(
            kind="high" if number % 2 else "low",
            height_feet=(4.9 if number % 4 == 1 else 5.6) if number % 2 else (0.3 if number % 4 else 1.4),
            at=first + number * dt.timedelta(hours=6, minutes=12),
        )
        for number in range(12)
    )
    count = math.ceil((trip.end_at - trip.start_at) / HOUR) if hours is None else hours
    forecast = Forecast(
        hours=tuple(
            ForecastHour(
                start_at=trip.start_at + number * HOUR,
                wind_low_knots=8,
                wind_high_knots=12 + number % 3,
                wind_from="WNW",
                gust_knots=18,
                temperature_f=66 + number % 3,
                words="Mostly Sunny",
                rain_chance_percent=5,
                wave_height_feet=2.4,
            )
            for number in range(count)
        ),
        issued_at=now - 2 * HOUR,
        fetched_at=now - HOUR,
    )
    day = trip.start_at.astimezone(SAN_DIEGO).date()
    sunset = dt.datetime.combine(day, dt.time(19, 50), SAN_DIEGO)
    return Conditions(
        turns=turns, sun=(SunDay(date=day, sunset=sunset, civil_dusk=sunset + HOUR / 2),), forecast=forecast
    )


def scene(
    charter: Charter,
    now: dt.datetime,
    *,
    boat: Boat = BOAT,
    roster: Roster | None = None,
    yes: tuple[str, ...] = ("ana", "miguel"),
    conditions: Conditions | None = None,
) -> Scene:
    answers = {
        CrewId(crew_id): Answer(answer="confirmed", via="slack", asked_version=1, answered_at=now) for crew_id in yes
    }
    known = roster or Roster.model_validate(cast.roster().model_dump())
    return Scene(Docket(charter=charter, answers=answers), boat, known, now, conditions)


def drawn(scene: Scene, language: str = "en") -> str:
    """The page's HTML."""
    return files(scene)[f"g/{scene.docket.charter.booking_id}{'' if language == 'en' else f'.{language}'}.html"]


def files(scene: Scene) -> dict[str, str]:
    pages = guest_pages(scene, lambda path: f"{SITE}/{path}", PHOTOS)
    return {file.path: file.text for file in pages.files}


def every_state() -> dict[str, Scene]:
    soon, morning = START - 2 * DAY, START - 5 * HOUR
    cancelled = charter(status="cancelled", cancelled_by="weather")
    closed = charter(forgotten_at=START + 90 * DAY, trip={"guest_name": None})
    return {
        "early": scene(charter(), START - 15 * DAY, yes=()),
        "coming": scene(charter(), soon, conditions=conditions(soon)),
        "today": scene(charter(), morning, conditions=conditions(morning)),
        "under_way": scene(charter(), START + HOUR, conditions=conditions(START + HOUR)),
        "finished": scene(charter(), START + 4 * HOUR),
        "moved": scene(moved(), soon, conditions=conditions(soon)),
        "cancelled": scene(cancelled, soon),
        "closed": scene(closed, START + 91 * DAY),
    }
