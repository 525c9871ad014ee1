"""The guest page as the guest meets it: drawn when something changes or the time has come, and never lost."""

import datetime as dt
from collections.abc import Iterator

import httpx
import icalendar
import pytest

from bot.adapters.http_conditions import HttpConditions
from bot.adapters.s3_guest_site import S3GuestSite
from bot.domain.boat import BoatKey
from bot.domain.conditions import Conditions, Span
from bot.domain.errors import Fatal, Retryable
from bot.domain.outcomes import SiteFile
from bot.pipeline.guest_site import SitePages
from bot.views.guest.site import site_pages
from tests.journeys.play import Play
from tests.pages import shown
from tests.views import guest_scenes
from tests.views.guest_scenes import BOAT, START

HOUR = dt.timedelta(hours=1)


class Source:
    """What answers for the crew system, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[Span] = []
        self.fault: Exception | None = None
        self.age = HOUR
        self.now = START

    def conditions(self, boat: BoatKey, span: Span) -> Conditions:
        self.asked.append(span)
        if self.fault:
            raise self.fault
        held = guest_scenes.conditions(self.now)
        forecast = held.forecast.model_copy(update={"fetched_at": self.now - self.age})
        return held.model_copy(update={"forecast": forecast})


@pytest.fixture
def source(play: Play, monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    source = Source()

    def conditions(self: HttpConditions, boat: BoatKey, span: Span) -> Conditions:
        source.now = play.sandbox.clock.now()
        return source.conditions(boat, span)

    monkeypatch.setattr(HttpConditions, "conditions", conditions)
    return source


def get(play: Play, path: str) -> httpx.Response:
    return httpx.get(f"{play.sandbox.url}{path}", trust_env=False)


def words(play: Play) -> str:
    return shown(play.guest_page().text)


def test_every_language_and_the_calendar_have_an_address(play: Play) -> None:
    play.book()
    for path in ("/g/KWBZPGD.es", "/g/kwbzpgd.es", "/g/KWBZPGD.es/", "/g/KWBZPGD.es.html"):
        assert '<html lang="es">' in get(play, path).text
    for path in ("/g/KWBZPGD.ics", "/g/kwbzpgd.ics", "/g/KWBZPGD.es.ics"):
        entry = get(play, path)
        assert entry.headers["content-type"] == "text/calendar; charset=utf-8"
        [event] = icalendar.Calendar.from_ical(entry.text).walk("VEVENT")
        assert event["URL"] == f"{play.sandbox.url}/g/KWBZPGD{'.es' if '.es' in path else ''}"


def test_a_moved_trip_moves_in_the_calendar(play: Play) -> None:
    play.book()
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    [event] = icalendar.Calendar.from_ical(get(play, "/g/KWBZPGD.ics").text).walk("VEVENT")
    assert (event["SEQUENCE"], event.start.date()) == (2, dt.date(2026, 6, 6))
    play.cancel()
    [event] = icalendar.Calendar.from_ical(get(play, "/g/KWBZPGD.ics").text).walk("VEVENT")
    assert (event["SEQUENCE"], event["STATUS"]) == (3, "CANCELLED")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        *((path, "Looking for your trip?") for path in ("/g/LNFCQTX", "/g/LNFCQTX.ics", "/g/x", "/g/KWBZPGD.fr")),
        *((path, "¿Buscas tu paseo?") for path in ("/g/LNFCQTX.es", "/g/LNFCQTX.es.ics")),
    ],
)
def test_where_there_is_no_page_a_friendly_one_helps(play: Play, path: str, words: str) -> None:
    play.book()
    answer = get(play, path)
    assert answer.status_code == 404
    assert words in shown(answer.text)


def test_the_sites_own_pages(play: Play) -> None:
    assert "90 days after your trip" in shown(get(play, "/privacy").text)
    assert "90 días después de tu paseo" in shown(get(play, "/privacy.es").text)
    front = get(play, "/es")
    assert (front.status_code, "¿Buscas tu paseo?" in shown(front.text)) == (200, True)


def test_a_week_ahead_conditions_are_asked_for_and_not_before(play: Play, source: Source) -> None:
    play.book()
    assert source.asked == []
    assert "appear here on Sat, May 23" in words(play)
    play.at(2026, 5, 23, 12, 59)
    assert source.asked == []
    play.at(2026, 5, 23, 13, 0)
    assert source.asked == [Span(START - 4 * HOUR, START + 7 * HOUR)]
    assert "Moderate breeze" in words(play)


def test_one_run_asks_once_whatever_it_does(play: Play, source: Source) -> None:
    play.at(2026, 5, 28, 9, 0)
    play.book(settle=False)
    play.sandbox.jobs.fetch()
    assert play.sandbox.jobs.deliver_one()
    assert len(source.asked) == 1


@pytest.mark.parametrize("fault", [Retryable("the crew system", "did not answer"), Fatal("the crew system", "no")])
def test_without_conditions_the_page_is_there_and_says_so(play: Play, source: Source, fault: Exception) -> None:
    source.fault = fault
    play.at(2026, 5, 28, 9, 0)
    play.book()
    assert "No current forecast" in words(play)
    assert "✓ Guest page   ✓ Crew asked" in play.channel()[0].plain_text()
    assert not play.docket().step("guest_page").trouble


def test_conditions_that_could_not_be_had_are_asked_for_again(play: Play, source: Source) -> None:
    source.fault = Retryable("the crew system", "did not answer")
    play.at(2026, 5, 28, 9, 0)
    play.book()
    source.fault = None
    play.wait(minutes=31)
    assert "Moderate breeze" in words(play)


def test_a_forecast_never_grows_old_on_the_page(play: Play, source: Source) -> None:
    play.at(2026, 5, 28, 9, 0)
    play.book()
    assert "issued Thu, May 28, 7:00 AM" in words(play)
    play.at(2026, 5, 28, 18, 0)
    for _ in range(18):
        play.wait(hours=1)
        assert play.sandbox.clock.now() - (source.now - source.age) < 7 * HOUR


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ((2026, 5, 30, 6, 0), "It is today."),
        ((2026, 5, 30, 13, 0), "You are under way."),
        ((2026, 5, 30, 16, 0), "Thank you for sailing with us"),
    ],
)
def test_the_page_is_drawn_anew_when_its_hour_comes(
    play: Play, source: Source, moment: tuple[int, ...], says: str
) -> None:
    play.book()
    play.at(2026, 5, 29, 23, 0)
    assert says not in words(play)
    play.at(*moment)
    assert says in words(play)


def test_photos_are_no_longer_asked_for_after_their_time(play: Play, source: Source) -> None:
    play.book()
    play.at(2026, 5, 30, 16, 0)
    assert "take pictures" in words(play)
    play.at(2026, 6, 6, 16, 0)
    assert "take pictures" not in words(play)
    assert "Thank you" in words(play)


class Bucket(S3GuestSite):
    """Takes nothing the first time."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.is_away = True

    def publish(self, file: SiteFile) -> None:
        if self.is_away:
            self.is_away = False
            raise Retryable("the guest site", "did not answer")
        self.taken.append(file.path)


def test_the_sites_own_pages_are_published_once_and_tried_until_they_are() -> None:
    bucket = Bucket()
    pages = SitePages(bucket, site_pages, {BoatKey("jada"): BOAT})
    for _ in range(4):
        pages.keep()
    assert sorted(bucket.taken) == [
        "site/index.es.html",
        "site/index.html",
        "site/privacy.es.html",
        "site/privacy.html",
    ]
