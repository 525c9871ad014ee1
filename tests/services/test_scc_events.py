"""Events of SCC: one per booking, the newest version holds, and who was asked at which version."""

from typing import Any

import pytest

from tests.services.conftest import CHARTER, SEED_EVENT, World

PATH = "/events/bk-kwbzpgd"


def put(world: World, version: int | None, **fields: Any) -> Any:
    changed = world.scc("PUT", PATH, {**CHARTER, "version": version, **fields})
    assert changed.status == 200, changed.text
    return changed.json


def test_the_original_body_makes_an_event(crewed: World) -> None:
    created = crewed.scc("POST", "/events", SEED_EVENT)
    assert created.status == 201
    event = created.json
    assert (event["status"], event["version"], event["booking_id"]) == ("booked", 1, None)
    assert event["body"].items() >= SEED_EVENT.items()
    assert event["asked_versions"] == {"captain_1": 1, "crew_1": 1, "crew_2": 1}
    assert crewed.scc("GET", f"/events/{event['event_id']}").json == event


def test_no_captain_yet(crewed: World) -> None:
    created = crewed.scc("POST", "/events", {**SEED_EVENT, "captain_id": None, "crew_ids": []})
    assert (created.status, created.json["asked_versions"]) == (201, {})


def test_a_booking_has_one_event(crewed: World) -> None:
    first = crewed.scc("POST", "/events", CHARTER)
    again = crewed.scc("POST", "/events", {**CHARTER, "party_size": 2})
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    assert first.json["event_id"] == "bk-kwbzpgd"


def test_a_second_post_with_a_higher_version_is_an_update(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    again = crewed.scc("POST", "/events", {**CHARTER, "version": 2, "party_size": 2})
    assert (again.status, again.json["version"], again.json["body"]["party_size"]) == (200, 2, 2)


def test_a_lower_version_changes_nothing(crewed: World) -> None:
    crewed.scc("POST", "/events", {**CHARTER, "version": 5})
    before = crewed.event()
    assert put(crewed, 4, crew_ids=[]) == before
    assert crewed.scc("POST", f"{PATH}/cancel", {"version": 4}).json == before
    assert crewed.event() == before


def test_without_versions_scc_counts_what_changes_something(crewed: World) -> None:
    crewed.scc("POST", "/events", {**CHARTER, "version": None})
    assert put(crewed, None)["version"] == 1
    assert put(crewed, None, party_size=4)["version"] == 2
    assert put(crewed, None, party_size=4)["version"] == 2
    assert crewed.scc("POST", f"{PATH}/cancel").json["version"] == 3
    assert crewed.scc("POST", f"{PATH}/cancel").json["version"] == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"boat": "tara", "boat_name": "TARA"},
        {"start_at": "2026-05-30T12:00:00-07:00"},
        {"end_at": "2026-05-30T17:00:00-07:00"},
        {"call_at": "2026-05-30T11:30:00-07:00"},
        {"event_date": "2026-05-31"},
        {"dock": "Shelter Island"},
    ],
)
def test_what_moves_people_asks_them_again(crewed: World, fields: dict[str, str]) -> None:
    crewed.scc("POST", "/events", CHARTER)
    assert put(crewed, 2, **fields)["asked_versions"] == {"ana": 2, "miguel": 2}


@pytest.mark.parametrize(
    "fields",
    [
        {"party_size": 2},
        {"notes": "corrected"},
        {"guest_name": "Paula N."},
        {"boat_name": "Jada"},
        {"start_at": "2026-05-30T20:00:00Z"},
        {"call_at": None},
    ],
)
def test_what_moves_nobody_asks_nobody(crewed: World, fields: dict[str, Any]) -> None:
    crewed.scc("POST", "/events", CHARTER)
    assert put(crewed, 2, **fields)["asked_versions"] == {"ana": 1, "miguel": 1}


def test_who_is_put_on_again_is_asked_anew(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    assert put(crewed, 2, crew_ids=["rosa"])["asked_versions"] == {"ana": 1, "rosa": 2}
    assert put(crewed, 3)["asked_versions"] == {"ana": 1, "miguel": 3}


def test_there_and_back_asks_again(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    put(crewed, 2, event_date="2026-05-31")
    assert put(crewed, 3)["asked_versions"] == {"ana": 3, "miguel": 3}


def test_the_callers_own_count_is_kept(crewed: World) -> None:
    crewed.scc("POST", "/events", {**CHARTER, "version": 7, "asked_versions": {"ana": 4, "miguel": 7, "rosa": 2}})
    assert crewed.event()["asked_versions"] == {"ana": 4, "miguel": 7}
    assert put(crewed, 9, asked_versions={"ana": 4, "miguel": 8})["asked_versions"] == {"ana": 4, "miguel": 8}


def test_cancel_and_reopen(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    cancelled = crewed.scc("POST", f"{PATH}/cancel", {"version": 2, "by": "weather"}).json
    assert (cancelled["status"], cancelled["version"]) == ("cancelled", 2)
    assert put(crewed, 2)["status"] == "cancelled"
    reopened = put(crewed, 3)
    assert (reopened["status"], reopened["asked_versions"]) == ("booked", {"ana": 3, "miguel": 3})


def test_a_cancelled_event_is_not_reopened_by_a_write_without_version(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    crewed.scc("POST", f"{PATH}/cancel")
    refused = crewed.scc("PUT", PATH, {**CHARTER, "version": None})
    assert (refused.status, refused.json["code"]) == (409, "event_cancelled")
    assert crewed.scc("POST", "/events", {**CHARTER, "version": None}).json["status"] == "cancelled"


def test_a_yes_by_word_of_mouth_goes_in_with_the_event(crewed: World) -> None:
    crewed.scc("POST", "/events", {**CHARTER, "agreed": {"ana": "Rowan", "nobody": "Rowan"}})
    (answer,) = crewed.event()["answers"]
    expected = {"crew_id": "ana", "answer": "confirmed", "via": "operator", "by": "Rowan", "asked_version": 1}
    assert answer.items() >= expected.items()


def test_a_yes_by_word_of_mouth_does_not_overrule_the_person(crewed: World) -> None:
    agreed = {"ana": "Rowan"}
    crewed.scc("POST", "/events", {**CHARTER, "agreed": agreed})
    crewed.later(minutes=1)
    no = {"crew_id": "ana", "answer": "declined", "via": "slack", "asked_version": 1}
    crewed.scc("POST", f"{PATH}/answers", {**no, "answered_at": "2026-05-20T17:00:30Z"})
    put(crewed, 2, agreed=agreed, party_size=2)
    assert [answer["answer"] for answer in crewed.event()["answers"]] == ["declined"]
    put(crewed, 3, agreed=agreed, event_date="2026-06-01")
    assert [answer["answer"] for answer in crewed.event()["answers"]] == ["confirmed"]


def test_another_bookings_event_is_not_written_over(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    refused = crewed.scc("PUT", PATH, {**CHARTER, "booking_id": "GGWZKPQ", "version": 2})
    assert (refused.status, refused.json["detail"].split(":")[0]) == (400, "booking_id")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/events/bk-none"),
        ("PUT", "/events/bk-none"),
        ("POST", "/events/bk-none/cancel"),
        ("POST", "/events/bk-none/answers"),
        ("POST", "/events/bk-none/notices"),
    ],
)
def test_an_unknown_event_is_not_found(crewed: World, method: str, path: str) -> None:
    answer = {"crew_id": "ana", "answer": "confirmed", "via": "slack", "answered_at": "2026-05-20T17:00:00Z"}
    body = CHARTER | answer | {"asked_version": 1, "kind": "nag"}
    refused = crewed.scc(method, path, body)
    assert (refused.status, refused.json["code"]) == (404, "not_found")
