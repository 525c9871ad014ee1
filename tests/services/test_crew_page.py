"""The crew page: it says how things stand, and only a pressed button changes anything."""

import datetime as dt
from typing import Any

import pytest

from tests.services.conftest import CHARTER, World

PATH = "/events/bk-kwbzpgd"
ANA = "ana@crew.example"


@pytest.fixture
def asked(crewed: World) -> World:
    crewed.scc("POST", "/events", {**CHARTER, "guest_name": "Paula <b>Nguyen</b>", "dock": "<script>Dock</script>"})
    crewed.pump()
    return crewed


@pytest.fixture
def token(asked: World) -> str:
    return asked.links(ANA)[-1]


def put(world: World, version: int, **fields: Any) -> None:
    assert world.scc("PUT", PATH, {**CHARTER, "version": version, **fields}).status == 200


def test_it_asks_with_the_call_time_first(asked: World, token: str) -> None:
    page = asked.page(token)
    words = [
        "Can you crew JADA? Sat, May 30, call 12:00 PM",
        "Call 12:00 PM",
        "Sat, May 30 · 1:00–4:00 PM",
        "&lt;script&gt;Dock&lt;/script&gt;",
        "Captain",
        "Paula, party of 6",
        "Miguel",
        "San Diego time",
        "Confirm availability",
        "Can’t make it",
    ]
    places = [page.text.find(each) for each in words]
    assert -1 not in places
    assert places == sorted(places)
    for private in ("Nguyen", "Gate code 4711", "<script>Dock"):
        assert private not in page.text


def test_its_headers_keep_the_link_secret(asked: World, token: str) -> None:
    headers = asked.page(token).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"].startswith("noindex")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'sha256-" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_looking_changes_nothing(asked: World, token: str) -> None:
    before = asked.rows()
    assert (asked.page(token).status, asked.page(token, "HEAD").status) == (200, 200)
    assert asked.page(token, "HEAD").text == ""
    looked = asked.scc("GET", "/crew/confirm", headers={}, query={"token": token, "answer": "confirmed"})
    assert looked.status == 200
    assert asked.rows() == before


def test_one_press_says_yes_and_another_takes_it_back(asked: World, token: str) -> None:
    yes = asked.page(token, "POST", answer="confirmed")
    assert (yes.status, "You are on JADA" in yes.text) == (200, True)
    (answer,) = asked.event()["answers"]
    assert answer.items() >= {"crew_id": "ana", "answer": "confirmed", "via": "link", "by": None}.items()
    asked.later(seconds=1)
    no = asked.page(token, "POST", answer="declined")
    assert (no.status, "You can’t make it" in no.text) == (200, True)
    assert "You can’t make it" in asked.page(token).text
    assert [each["answer"] for each in asked.event()["answers"]] == ["declined"]


def test_the_token_may_come_in_the_query_of_a_post(asked: World, token: str) -> None:
    said = asked.scc("POST", "/crew/confirm", "answer=confirmed", headers={}, query={"token": token}, encoded=True)
    assert said.status == 200
    assert asked.event()["answers"]


def test_a_button_that_is_none(asked: World, token: str) -> None:
    for word in ("maybe", ""):
        assert asked.page(token, "POST", answer=word).status == 400
    assert asked.event()["answers"] == []


def test_an_earlier_question_shows_the_new_time(asked: World, token: str) -> None:
    put(asked, 2, start_at="2026-05-31T14:00:00-07:00", end_at=None, call_at=None, event_date="2026-05-31")
    page = asked.page(token)
    assert "This time no longer stands" in page.text
    assert "CHANGED: JADA was Sat, May 30, 1:00 PM, is now Sun, May 31, 2:00 PM" in page.text
    assert "Sun, May 31 · 2:00–5:00 PM" in page.text
    assert "Call 1:00 PM" in page.text
    assert "Confirm availability" not in page.text
    assert asked.page(token, "POST", answer="confirmed").status == 409
    assert asked.event()["answers"] == []


def test_who_is_asked_again_sees_old_and_new_and_that_the_yes_is_void(asked: World, token: str) -> None:
    assert asked.page(token, "POST", answer="confirmed").status == 200
    put(asked, 2, start_at="2026-05-31T14:00:00-07:00", end_at=None, call_at=None, event_date="2026-05-31")
    asked.pump()
    fresh = asked.links(ANA)[-1]
    words = asked.page(fresh).text
    assert "<h1>CHANGED: JADA was Sat, May 30, 1:00 PM, is now Sun, May 31, 2:00 PM</h1>" in words
    assert "Your yes no longer counts. Can you come?" in words
    for old, new in (("Sat, May 30 · 1:00–4:00 PM", "Sun, May 31 · 2:00–5:00 PM"), ("12:00 PM", "1:00 PM")):
        assert f'<del>{old}</del> <span aria-hidden="true">→</span> <ins>{new}</ins>' in words
    answered = asked.page(fresh, "POST", answer="confirmed").text
    assert "CHANGED" not in answered
    assert "You are on JADA" in answered


def test_asked_once_more_without_a_move_nothing_is_said_to_have_moved(asked: World, token: str) -> None:
    put(asked, 2, dock="<script>Dock</script>", asked_versions={"ana": 2, "miguel": 1})
    words = asked.page(token).text
    assert "You were asked again" in words
    assert "CHANGED" not in words


def test_an_address_without_a_link_says_where_the_link_is(asked: World) -> None:
    page = asked.scc("GET", "/crew/confirm", headers={})
    assert (page.status, "This page opens from your mail" in page.text) == (401, True)


def test_taken_off(asked: World, token: str) -> None:
    put(asked, 2, captain_id="rosa")
    assert "You are off JADA on Sat, May 30. Please do not come." in asked.page(token).text
    assert asked.page(token, "POST", answer="confirmed").status == 409
    assert asked.page(token, "POST", answer="new_link").status == 409


def test_cancelled(asked: World, token: str) -> None:
    asked.scc("POST", f"{PATH}/cancel")
    page = asked.page(token)
    assert "CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come." in page.text
    assert "Confirm availability" not in page.text
    assert asked.page(token, "POST", answer="confirmed").status == 409


def test_an_expired_link_can_be_had_anew_three_times_an_hour(asked: World, token: str) -> None:
    asked.later(hours=49)
    asked.mails().clear()
    statuses = []
    for _ in range(4):
        statuses.append(asked.page(token, "POST", answer="new_link").status)
        asked.pump()
        asked.later(minutes=5)
    assert statuses == [202, 202, 202, 429]
    assert asked.subjects(ANA).count("Your new link: JADA, Sat, May 30, call 12:00 PM") == 3
    asked.later(minutes=50)
    assert asked.page(token, "POST", answer="new_link").status == 202
    asked.pump()
    fresh = asked.links(ANA)[-1]
    assert asked.page(fresh, "POST", answer="confirmed").status == 200
    assert [each["answer"] for each in asked.event()["answers"]] == ["confirmed"]


def test_a_stale_link_gets_one_to_the_new_question(asked: World, token: str) -> None:
    put(asked, 2, event_date="2026-06-01")
    assert asked.page(token, "POST", answer="new_link").status == 202
    asked.pump()
    assert "Confirm availability" in asked.page(asked.links(ANA)[-1]).text


def test_a_yes_by_word_of_mouth_is_shown_as_such(asked: World, token: str) -> None:
    body = {"crew_id": "ana", "answer": "confirmed", "via": "operator", "by": "Rowan <i>", "asked_version": 1}
    asked.scc("POST", f"{PATH}/answers", {**body, "answered_at": "2026-05-20T17:00:00Z"})
    page = asked.page(token)
    assert "You said yes to Rowan &lt;i&gt;. Not right? Say so." in page.text


def test_the_original_body_has_a_page_without_hours(crewed: World) -> None:
    from tests.services.conftest import SEED_EVENT

    crewed.scc("POST", "/events", {**SEED_EVENT, "captain_id": "ana", "crew_ids": []})
    crewed.pump()
    page = crewed.page(crewed.links(ANA)[0])
    assert "Can you crew JADA? Sat, May 30<" in page.text
    assert "Sat, May 30 · 3 hours" in page.text
    assert "nobody yet" in page.text


def test_the_year_is_told_when_it_is_not_this_one(asked: World) -> None:
    put(asked, 2, event_date="2027-01-02", start_at="2027-01-02T13:00:00-08:00", end_at=None, call_at=None)
    asked.at(dt.datetime(2026, 12, 30, 20, 0, tzinfo=dt.UTC))
    asked.pump()
    assert "Sat, Jan 2, 2027" in asked.page(asked.links(ANA)[-1]).text
