"""Got it: who was told not to come says that they read it, through the API or on the page, once."""

from typing import Any

import pytest

from tests.services.conftest import CHARTER, Answered, World, person

PATH = "/events/bk-kwbzpgd"
ANA = "ana@crew.example"


@pytest.fixture
def asked(crewed: World) -> World:
    crewed.scc("POST", "/events", CHARTER)
    crewed.pump()
    return crewed


@pytest.fixture
def cancelled(asked: World) -> World:
    asked.scc("POST", f"{PATH}/cancel", {"version": 2})
    asked.pump()
    asked.jobs()
    return asked


def put(world: World, version: int, **fields: Any) -> None:
    assert world.scc("PUT", PATH, {**CHARTER, "version": version, **fields}).status == 200


def say(world: World, **fields: Any) -> Answered:
    body = {"crew_id": "ana", "kind": "cancelled", "asked_version": 1, "via": "slack", **fields}
    return world.scc("POST", f"{PATH}/acknowledgements", {"acknowledged_at": "2026-05-20T16:59:00Z", **body})


def got_it(world: World, token: str, told: str) -> Answered:
    return world.page(token, "POST", answer="got_it", told=told)


def held(world: World) -> list[tuple[str, str, int, str]]:
    rows = world.event()["acknowledgements"]
    return [(row["crew_id"], row["kind"], row["asked_version"], row["via"]) for row in rows]


def test_the_first_one_stays(cancelled: World) -> None:
    assert say(cancelled).status == 200
    again = say(cancelled, via="link", acknowledged_at="2026-05-20T17:00:00Z")
    assert again.status == 200
    assert held(cancelled) == [("ana", "cancelled", 1, "slack")]
    assert again.json["acknowledgements"][0]["acknowledged_at"] == "2026-05-20T16:59:00Z"


def test_the_bot_hears_of_it_once(cancelled: World) -> None:
    say(cancelled)
    say(cancelled)
    cancelled.pump()
    assert cancelled.jobs() == [{"kind": "reconcile", "booking_id": "KWBZPGD", "reason": "crew_answered"}]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"crew_id": "rosa"}, 404, "not_on_event"),
        ({"asked_version": 2}, 409, "stale_call"),
        ({"kind": "off"}, 409, "stale_call"),
        ({"kind": "moved"}, 400, "bad_request"),
        ({"asked_version": 0}, 400, "bad_request"),
        ({"acknowledged_at": "yesterday"}, 400, "bad_request"),
    ],
)
def test_what_was_not_told_cannot_be_acknowledged(
    cancelled: World, body: dict[str, Any], status: int, code: str
) -> None:
    refused = say(cancelled, **body)
    assert (refused.status, refused.json["code"]) == (status, code)
    assert held(cancelled) == []


def test_an_event_nobody_knows(world: World) -> None:
    assert say(world).status == 404


def test_nothing_is_acknowledged_while_it_is_on(asked: World) -> None:
    assert say(asked).json["code"] == "stale_call"


def test_a_reopening_makes_it_moot_and_a_new_cancel_wants_a_new_one(cancelled: World) -> None:
    say(cancelled)
    put(cancelled, 3)
    assert held(cancelled) == []
    cancelled.scc("POST", f"{PATH}/cancel", {"version": 4})
    assert held(cancelled) == []
    assert say(cancelled).json["code"] == "stale_call"
    assert say(cancelled, asked_version=3).status == 200


def test_off_and_off_again_are_two(asked: World) -> None:
    put(asked, 2, captain_id="rosa")
    assert say(asked, kind="off", asked_version=2).status == 200
    put(asked, 3)
    put(asked, 4, captain_id="rosa")
    assert held(asked) == []
    assert say(asked, kind="off", asked_version=2).json["code"] == "stale_call"
    assert say(asked, kind="off", asked_version=4).status == 200
    assert held(asked) == [("ana", "off", 4, "slack")]


def test_one_tap_on_the_page(cancelled: World) -> None:
    token = cancelled.links(ANA)[-1]
    page = cancelled.page(token)
    assert "so that we know you have read this" in page.text
    assert 'name="told" value="cancelled-1"' in page.text
    assert held(cancelled) == []
    for _ in range(2):
        tapped = got_it(cancelled, token, "cancelled-1")
        assert (tapped.status, "Got it, thanks." in tapped.text, "<form" in tapped.text) == (200, True, False)
    assert held(cancelled) == [("ana", "cancelled", 1, "link")]


def test_the_link_of_an_old_call_and_one_that_has_expired_do_it_too(asked: World) -> None:
    token = asked.links(ANA)[0]
    put(asked, 2, captain_id="rosa")
    asked.later(hours=60)
    assert got_it(asked, token, "off-2").status == 200
    assert held(asked) == [("ana", "off", 2, "link")]


@pytest.mark.parametrize("told", ["", "off-1", "cancelled-7", "cancelled-1-1", "-"])
def test_a_page_that_said_something_else_acknowledges_nothing(cancelled: World, told: str) -> None:
    answered = got_it(cancelled, cancelled.links(ANA)[-1], told)
    assert answered.status == 409
    assert "This has changed since you opened the page." in answered.text
    assert held(cancelled) == []


def test_pressed_after_a_reopening_it_shows_how_it_stands(cancelled: World) -> None:
    token = cancelled.links(ANA)[-1]
    put(cancelled, 3)
    answered = got_it(cancelled, token, "cancelled-1")
    assert answered.status == 409
    assert "You were asked again" in answered.text
    assert "Send me a new link" in answered.text


def test_somebody_who_left_the_crew_can_say_so_of_what_they_were_told_then(asked: World) -> None:
    before = asked.links(ANA)[0]
    asked.roster(person("ana", roles=["captain"], active=False))
    put(asked, 2, captain_id="rosa")
    asked.pump()
    fresh = asked.links(ANA)[-1]
    assert got_it(asked, fresh, "off-2").status == 200
    assert held(asked) == [("ana", "off", 2, "link")]
    ended = asked.page(before)
    assert (ended.status, "This link has ended" in ended.text) == (401, True)


def test_a_link_mailed_to_the_old_address_has_ended_in_words(cancelled: World) -> None:
    token = cancelled.links(ANA)[-1]
    cancelled.roster(person("ana", roles=["captain"], email="ana@new.example"))
    for answered in (cancelled.page(token), got_it(cancelled, token, "cancelled-1")):
        assert (answered.status, "use the newest mail at your new address" in answered.text) == (401, True)
    assert held(cancelled) == []
