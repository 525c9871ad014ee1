"""The day itself: what the crew writes down on its page is told once in the operators' thread."""

import httpx
import pytest

from sandbox.weather import Fault
from tests.journeys.play import Play, booking_text

PHONE = "Phone: (619) 555-0142\n"


def fresh_link(play: Play, crew_id: str) -> str:
    """One that works now, by the button of the one that was mailed."""
    play.answer_by_link(crew_id, "new_link")
    return str(play.mails_to(crew_id)[-1].link)


def page(link: str) -> str:
    return httpx.get(link, trust_env=False, verify=False).text


def press(play: Play, link: str, **form: str) -> httpx.Response:
    answered = httpx.post(link, data=form, trust_env=False, verify=False)
    play.settle()
    return answered


def on_the_day(play: Play) -> str:
    """Ana is captain, said yes, and has her page open after the call."""
    play.book(booking_text(extra=PHONE))
    play.tap("ana")
    play.answer_by_link("miguel")
    play.at(2026, 5, 30, 12, 30)
    return fresh_link(play, "ana")


def lines(play: Play) -> list[str]:
    return [line for line in play.thread() if "aboard" in line or "briefing" in line]


def test_head_count_and_announcement_are_told_once(play: Play) -> None:
    link = on_the_day(play)
    play.at(2026, 5, 30, 12, 50)
    assert press(play, link, answer="briefing").status_code == 200
    play.at(2026, 5, 30, 13, 2)
    assert press(play, link, answer="head_count", people="6").status_code == 200
    told = ["Safety briefing held at 12:50 PM by Ana Reyes.", "Ana Reyes counted 6 aboard at 1:02 PM."]
    assert lines(play) == told
    for _ in range(3):
        play.wait(minutes=20)
    assert lines(play) == told


def test_a_count_that_is_not_the_booked_one_says_so_and_a_new_one_is_a_new_line(play: Play) -> None:
    link = on_the_day(play)
    play.at(2026, 5, 30, 13, 2)
    press(play, link, answer="head_count", people="5")
    play.at(2026, 5, 30, 15, 50)
    press(play, link, answer="head_count", people="6")
    assert lines(play) == [
        "Ana Reyes counted 5 aboard at 1:02 PM. The booking says 6.",
        "Ana Reyes counted 6 aboard at 3:50 PM.",
    ]


def test_a_count_on_another_day_than_the_trips_tells_the_day(play: Play) -> None:
    link = on_the_day(play)
    play.at(2026, 5, 31, 9, 0)
    press(play, link, answer="head_count", people="6")
    assert lines(play) == ["Ana Reyes counted 6 aboard on Sun, May 31, 9:00 AM."]


def test_a_corrected_dock_tells_nothing_again(play: Play) -> None:
    link = on_the_day(play)
    press(play, link, answer="head_count", people="6")
    play.wish("edit", {"dock": "Shelter Island, pier 2"})
    assert len(lines(play)) == 1


@pytest.mark.weather
def test_the_page_tells_what_is_stored_with_its_source_and_asks_no_weather_server(play: Play) -> None:
    link = on_the_day(play)
    play.sandbox.weather.asked.clear()
    words = page(link)
    told = (
        "knots",
        "National Weather Service, issued Sat, May 30",
        "None in effect for these hours",
        "NOAA predictions for station 9410170",
        "7:51 PM",
        '<svg class="tide"',
    )
    for part in told:
        assert part in words
    assert play.sandbox.weather.asked == []


@pytest.mark.weather
def test_a_forecast_of_more_than_six_hours_ago_is_none(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.at(2026, 5, 30, 6, 0)
    play.sandbox.weather.faults.add(Fault.AWAY)
    play.at(2026, 5, 30, 12, 30)
    words = page(fresh_link(play, "ana"))
    play.sandbox.weather.faults.clear()
    assert "No current forecast." in words
    assert "knots" not in words
    assert "Advisories could not be checked lately." in words
    assert '<svg class="tide"' in words
