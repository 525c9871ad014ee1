"""Answers: three doors to one row, which only a later answer to the question as it stands may change."""

from typing import Any

import pytest

from tests.services.conftest import CHARTER, Answered, World

PATH = "/events/bk-kwbzpgd"


@pytest.fixture
def booked(crewed: World) -> World:
    crewed.scc("POST", "/events", CHARTER)
    crewed.later(hours=1)
    return crewed


def say(world: World, word: str, second: int, **fields: Any) -> Answered:
    body = {"crew_id": "ana", "answer": word, "via": "slack", "asked_version": 1, **fields}
    return world.scc("POST", f"{PATH}/answers", {**body, "answered_at": f"2026-05-20T17:30:{second:02}Z"})


def held(world: World) -> list[tuple[str, str, str]]:
    return [(each["crew_id"], each["answer"], each["via"]) for each in world.event()["answers"]]


def test_the_later_answer_holds_whichever_comes_first(booked: World) -> None:
    assert say(booked, "confirmed", 20).status == 200
    assert say(booked, "declined", 10).status == 200
    assert held(booked) == [("ana", "confirmed", "slack")]
    assert say(booked, "declined", 30, via="operator", by="Rowan").status == 200
    assert held(booked) == [("ana", "declined", "operator")]


def test_the_same_answer_twice_is_one(booked: World) -> None:
    first, second = say(booked, "confirmed", 20), say(booked, "confirmed", 20)
    assert (second.status, second.json) == (200, first.json)
    assert [row for row in booked.rows() if row["sk"]["S"].startswith("ANSWER#")] != []


def test_an_answer_from_the_future_does_not_outlast_later_ones(booked: World) -> None:
    body = {"crew_id": "ana", "answer": "confirmed", "via": "slack", "asked_version": 1}
    booked.scc("POST", f"{PATH}/answers", {**body, "answered_at": "2099-01-01T00:00:00Z"})
    booked.later(minutes=5)
    later = {**body, "answer": "declined", "answered_at": "2026-05-20T18:04:00Z"}
    booked.scc("POST", f"{PATH}/answers", later)
    assert held(booked) == [("ana", "declined", "slack")]


@pytest.mark.parametrize("asked_version", [1, 3])
def test_an_answer_to_another_question_changes_nothing(booked: World, asked_version: int) -> None:
    booked.scc("PUT", PATH, {**CHARTER, "version": 2, "event_date": "2026-05-31"})
    refused = say(booked, "confirmed", 20, asked_version=asked_version)
    assert (refused.status, refused.json["code"]) == (409, "stale_call")
    assert held(booked) == []


def test_a_moved_time_voids_the_yes(booked: World) -> None:
    say(booked, "confirmed", 20)
    booked.scc("PUT", PATH, {**CHARTER, "version": 2, "event_date": "2026-05-31"})
    assert held(booked) == []
    say(booked, "declined", 10, asked_version=2)
    assert held(booked) == [("ana", "declined", "slack")]


def test_somebody_who_is_not_on(booked: World) -> None:
    refused = say(booked, "confirmed", 20, crew_id="rosa")
    assert (refused.status, refused.json["code"]) == (404, "not_on_event")


def test_a_cancelled_event_takes_no_answers(booked: World) -> None:
    booked.scc("POST", f"{PATH}/cancel")
    refused = say(booked, "confirmed", 20)
    assert (refused.status, refused.json["code"]) == (409, "event_cancelled")


def test_an_answer_is_a_hint_to_the_bot(booked: World) -> None:
    booked.pump()
    booked.jobs()
    say(booked, "confirmed", 20)
    booked.pump()
    assert booked.jobs() == [{"kind": "reconcile", "booking_id": "KWBZPGD", "reason": "crew_answered"}]


def test_an_event_overtaken_between_reading_and_writing(booked: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The move lands after SCC has read the event and before it writes the answer."""
    from services.scc import answers

    def moves_meanwhile(*args: Any) -> None:
        monkeypatch.undo()
        answers.check_still_asked(*args)
        booked.scc("PUT", PATH, {**CHARTER, "version": 2, "event_date": "2026-05-31"})

    monkeypatch.setattr(answers, "check_still_asked", moves_meanwhile)
    refused = say(booked, "confirmed", 20)
    assert (refused.status, refused.json["code"]) == (409, "stale_call")
    assert held(booked) == []
