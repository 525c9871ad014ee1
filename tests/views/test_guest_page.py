"""The guest page in every state: what it says, and what it never says."""

import base64
import datetime as dt
import hashlib
import re

import pytest

from bot.adapters.toml_fleet import load_fleet
from bot.domain.boat import BoatKey
from bot.domain.charter import BookingId, CrewMember, Roster
from bot.domain.conditions import Conditions, Forecast
from bot.domain.docket import Scene
from bot.views.guest.site import site_pages
from tests.pages import faults, shown, tags
from tests.views.guest_scenes import (
    BOAT,
    DAY,
    HOUR,
    START,
    charter,
    conditions,
    drawn,
    every_state,
    files,
    moved,
    scene,
)

SOON = START - 2 * DAY
STATES = every_state()
SITE = {file.path: file.text for file in site_pages({BoatKey("jada"): BOAT})}
PAGES = {path: text for each in STATES.values() for path, text in files(each).items() if path.endswith(".html")} | SITE
SAYS = {
    "early": ("Welcome aboard JADA, Marisol", "Your crew's names appear here", "appear here on Sat, May 23"),
    "coming": ("Welcome aboard JADA, Marisol", "Ana (captain) Miguel (crew)", "Status Confirmed"),
    "today": ("It is today. We look forward to seeing you. We cast off at 1:00 PM.", "Running late? Call us"),
    "under_way": ("You are under way. We are back at about 4:00 PM.", "Running late? Call us"),
    "finished": ("Thank you for sailing with us, Marisol", "Did you take pictures?", "Write a review", "Took place"),
    "moved": ("Your trip has moved. It was Fri, May 29 · 1:00–4:00 PM It is now Sat, May 30 · 1:00–4:00 PM",),
    "cancelled": ("This trip is cancelled", "Please do not come to the dock.", "refund are with Boatsetter"),
    "closed": ("This page has closed", "has been erased"),
}
SAYS_IN_SPANISH = {
    "early": ("Te damos la bienvenida a bordo de JADA, Marisol", "aparecerán aquí el sáb 23 de mayo"),
    "coming": ("sáb 30 de mayo · 1:00–4:00 p. m.", "Ana (al mando) Miguel (tripulación)"),
    "today": ("Es hoy. Te esperamos. Hora de salida: 1:00 p. m.", "¿Vas con retraso?"),
    "under_way": ("Estás navegando.",),
    "finished": ("Gracias por navegar con nosotros, Marisol", "Escribir una reseña"),
    "moved": ("Era vie 29 de mayo · 1:00–4:00 p. m. Ahora es sáb 30 de mayo",),
    "cancelled": ("Este paseo está cancelado", "no vengas al muelle"),
    "closed": ("Esta página se ha cerrado",),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_says_what_is_so(state: str) -> None:
    for language, says in (("en", SAYS), ("es", SAYS_IN_SPANISH)):
        words = shown(drawn(STATES[state], language))
        for sentence in says[state]:
            assert sentence in words


@pytest.mark.parametrize(
    ("state", "never"),
    [
        ("coming", ("It is today", "has moved", "Thank you", "Running late")),
        ("today", ("You are under way", "has moved", "Thank you")),
        ("under_way", ("It is today", "Add to calendar")),
        ("finished", ("Where to meet", "Add to calendar", "Before we cast off", "To change your trip")),
        ("cancelled", ("Welcome", "Where to meet", "Marisol", "Ana", "Before we cast off")),
        ("closed", ("Marisol", "KWBZPGD", "May 30", "Where to meet", "Ana", "Harbor Island")),
    ],
)
def test_a_state_says_nothing_of_another(state: str, never: tuple[str, ...]) -> None:
    words = shown(drawn(STATES[state]))
    for sentence in never:
        assert sentence not in words


def test_a_coming_trip_tells_everything() -> None:
    words = shown(drawn(STATES["coming"]))
    for sentence in (
        "San Diego time · 3 hours · 6 guests",
        "1380 Harbor Island Dr, San Diego, CA 92101",
        "Getting there and parking",
        "To call on the day +1 619 555 0188",
        "What to bring",
        "House rules",
        "Before we leave the dock the crew holds a safety announcement",
        "it does not take its place",
        "Children under 13 wear a life jacket",
        "If the weather turns",
        "Booked through Boatsetter, which handles payment; amounts and receipts are in your trip there.",
        "To change your trip, write to us on Boatsetter.",
    ):
        assert sentence in words


def test_the_photos_are_asked_for_as_long_as_they_are_taken() -> None:
    last = START + 3 * HOUR + BOAT.photo_grace_days * DAY
    assert "take pictures" in drawn(scene(charter(), last - HOUR))
    assert "take pictures" not in drawn(scene(charter(), last))


def test_a_trip_that_was_sold_directly_names_no_platform() -> None:
    page = shown(drawn(scene(charter(booking_id=BookingId("JD-KWBZPG")), SOON)))
    assert "Payment was arranged with you directly." in page
    assert "Boatsetter" not in page
    other = shown(drawn(scene(charter(booking_id=BookingId("GMB-12345")), SOON)))
    assert "write to us on GetMyBoat" in other


def test_without_a_number_to_call_there_is_no_call() -> None:
    page = drawn(scene(charter(), SOON, boat=load_fleet()[BoatKey("jada")]))
    assert "Write to us on Boatsetter; we read it on the day too." in shown(page)
    assert "tel:" not in page


def test_directions_stand_only_with_the_dock_they_lead_to() -> None:
    assert "Harbor Island" not in shown(drawn(scene(charter(trip={"dock": "1 Other Pier, San Diego"}), SOON)))


def test_an_overnight_trip_ends_on_its_day() -> None:
    page = drawn(scene(charter(trip={"end_at": START + 21 * HOUR}), START + HOUR))
    assert "We are back at about Sun, May 31, 10:00 AM." in shown(page)


def test_the_calendar_is_offered_in_the_pages_language() -> None:
    for suffix in ("", ".es"):
        page = files(STATES["coming"])[f"g/KWBZPGD{suffix}.html"]
        targets = [attributes.get("href") or "" for tag, attributes in tags(page) if tag == "a"]
        assert f"/g/KWBZPGD{suffix}.ics" in targets
        assert f"/privacy{suffix}" in targets
        assert f"/g/KWBZPGD{'' if suffix else '.es'}" in targets


# What never stands there


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "[x](javascript:alert(1))",
    "&lt;b&gt;",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_pasted_is_markup(name: str) -> None:
    crew = Roster(
        members=tuple(
            CrewMember(crew_id=crew_id, name=name, roles=("captain", "crew"), rank=1, active=True)
            for crew_id in ("ana", "miguel")
        )
    )
    calm = every_state()
    for state, harmless in calm.items():
        trip = harmless.docket.charter.trip.model_copy(update={"guest_name": name, "dock": name})
        hurt = harmless._replace(
            docket=harmless.docket.model_copy(
                update={"charter": harmless.docket.charter.model_copy(update={"trip": trip})}
            ),
            roster=crew,
        )
        for language in ("en", "es"):
            page = drawn(hurt, language)
            assert not faults(page)
            known = {tag for tag, _ in tags(drawn(harmless, language))}
            assert {tag for tag, _ in tags(page)} <= known, state
            assert not any(key.startswith("on") for _, attributes in tags(page) for key in attributes)
            assert "49" not in shown(page)


def test_no_name_phone_price_or_note_of_a_guest() -> None:
    trip = {
        "guest_name": "Marisol Quillfeather",
        "guest_phone": "+16195550142",
        "guest_email": "marisol.q@example.com",
        "notes": "proposal at sunset",
        "pickup_location": "Hotel del Coronado",
        "total_usd": "1540.00",
        "payout_usd": "812.60",
    }
    for name, told in every_state().items():
        full = told.docket.charter.model_copy(
            update={"trip": told.docket.charter.trip.model_validate(told.docket.charter.trip.model_dump() | trip)}
        )
        for path, text in files(told._replace(docket=told.docket.model_copy(update={"charter": full}))).items():
            for fact in (
                "Quillfeather",
                "5550142",
                "marisol.q",
                "proposal",
                "Coronado",
                "1540",
                "812",
                "Reyes",
                "Santos",
            ):
                assert fact not in text, (name, path)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_light_and_loads_nothing(path: str) -> None:
    page = PAGES[path]
    assert not faults(page)
    assert len(page.encode()) < 60_000
    loading = [
        (tag, value) for tag, held in tags(page) for name, value in held.items() if _loads(tag, name, value or "")
    ]
    assert not loading
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = policy_of(page)
    assert f"default-src 'none'; style-src {digest(style)}" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", STATES)
def test_a_page_runs_its_own_script_and_talks_to_nobody_but_the_photos(name: str) -> None:
    page = drawn(STATES[name])
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    has_photos = name not in ("cancelled", "closed")
    assert len(scripts) == has_photos
    policy = dict(part.split(" ", 1) for part in policy_of(page).split("; "))
    allowed = {name: policy.get(name) for name in ("script-src", "connect-src", "img-src")}
    if has_photos:
        assert allowed == {
            "script-src": digest(scripts[0]),
            "connect-src": "'self' https://photos.example.com",
            "img-src": "data: https://photos.example.com",
        }
    else:
        assert allowed == {"script-src": None, "connect-src": None, "img-src": "data:"}


def test_without_script_the_page_tells_when_photos_are_taken() -> None:
    last = START + 3 * HOUR + BOAT.photo_grace_days * DAY
    when = "Photos can be added from Sat, May 30, 12:00 PM until Sat, Jun 6, 4:00 PM."
    for now in (SOON, START, last - HOUR):
        assert when in shown(drawn(scene(charter(), now)))
    assert "Photos could be added until Sat, Jun 6, 4:00 PM." in shown(drawn(scene(charter(), last)))


def digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def policy_of(page: str) -> str:
    held = next(held["content"] for tag, held in tags(page) if held.get("http-equiv") == "Content-Security-Policy")
    assert held is not None
    return held


def _loads(tag: str, name: str, value: str) -> bool:
    if name in ("src", "srcset", "style"):
        return True
    return tag == "link" and name == "href" and not value.startswith("data:")


# Wind, tide and light


def told(conditions: Conditions | None, now: dt.datetime = SOON, language: str = "en") -> str:
    return shown(drawn(scene(charter(), now, conditions=conditions), language))


def test_what_is_forecast_is_told_with_its_time_of_issue() -> None:
    words = told(conditions(SOON))
    for sentence in (
        "Sky Mostly sunny",
        "Wind Moderate breeze, 8–14 knots from the west-northwest, gusts to 18 knots",
        "Air 66–68 °F (19–20 °C)",
        "Waves up to 2 ft",
        "Chance of rain 5 %",
        "National Weather Service, issued Thu, May 28, 11:00 AM.",
        "High 11:12 AM, 4.9 ft Low 5:24 PM, 0.3 ft",
        "Sunset 7:50 PM Last light 8:20 PM",
    ):
        assert sentence in words
    spanish = told(conditions(SOON), language="es")
    assert "Cielo Mayormente soleado" in spanish
    assert "Brisa moderada, 8–14 nudos del oestenoroeste, rachas de 18 nudos" in spanish
    assert "19–20 °C (66–68 °F)" in spanish


@pytest.mark.parametrize("hours_ago", [6.01, 20])
def test_an_old_forecast_is_not_told(hours_ago: float) -> None:
    held = conditions(SOON)
    old = held.model_copy(update={"forecast": held.forecast.model_copy(update={"fetched_at": SOON - hours_ago * HOUR})})
    words = told(old)
    assert "No current forecast" in words
    assert "knots" not in words
    assert "High 11:12 AM" in words


def test_a_missing_forecast_is_said_to_be_missing() -> None:
    for nothing in (None, Conditions(), conditions(SOON, hours=0)):
        assert "No current forecast" in told(nothing)
    later = Conditions(forecast=Forecast(expected_on=dt.date(2026, 5, 29)))
    assert "The forecast for your day comes on Fri, May 29." in told(later)
    assert "comes on" not in told(Conditions(forecast=Forecast(expected_on=dt.date(2026, 5, 20))))


def test_hours_beside_the_trip_are_not_told() -> None:
    held = conditions(SOON)
    storm = held.forecast.hours[0].model_copy(update={"start_at": START + 3 * HOUR, "wind_high_knots": 50})
    wide = held.forecast.model_copy(update={"hours": (*held.forecast.hours, storm)})
    assert "50 knots" not in told(held.model_copy(update={"forecast": wide}))


def test_what_was_left_open_is_left_out() -> None:
    held = conditions(SOON)
    bare = tuple(
        hour.model_copy(
            update={
                "words": "Raining Frogs",
                "wind_from": None,
                "gust_knots": None,
                "temperature_f": None,
                "wave_height_feet": None,
                "rain_chance_percent": None,
            }
        )
        for hour in held.forecast.hours
    )
    words = told(held.model_copy(update={"forecast": held.forecast.model_copy(update={"hours": bare})}))
    assert "Moderate breeze, 8–14 knots" in words
    for gone in ("Frogs", "Sky", "Air", "Waves", "rain", "gusts"):
        assert f"{gone} " not in words.partition("Wind, tide and light")[2].partition("What to bring")[0]


def test_long_before_nothing_is_promised_but_the_day() -> None:
    words = told(None, START - 7 * DAY - HOUR)
    assert "appear here on Sat, May 23, a week before you sail." in words
    assert "No current forecast" not in words
    assert "appear here on" not in told(None, START - 7 * DAY)


@pytest.mark.parametrize("state", STATES)
def test_nobody_judges_the_weather_for_the_captain(state: str) -> None:
    for language in ("en", "es"):
        words = shown(drawn(STATES[state], language)).lower()
        assert not re.search(r"within (the )?limits|go/no-go|safe to sail|dentro de (los )?límites", words)


def test_a_page_changes_only_with_what_it_tells() -> None:
    def page(at: dt.datetime, told: Scene) -> dict[str, str]:
        return files(told._replace(now=at))

    coming = scene(charter(), SOON)
    assert page(SOON, coming) == page(SOON + HOUR, coming)
    assert page(SOON, coming) != page(SOON, scene(moved(), SOON))
