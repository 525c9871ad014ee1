"""The stream delivers twice, late and in any order, and functions die: each person is told once."""

from collections import Counter
from typing import Any

import pytest

from services.crew_notifier.mailer import SesMailer
from services.crewing.table import CrewingTable
from tests.services.conftest import CHARTER, World, interleavings

PATH = "/events/bk-kwbzpgd"


def story(world: World) -> list[dict[str, Any]]:
    """Booked, moved, Miguel replaced by Rosa, and the records of it that nobody has seen yet."""
    world.scc("POST", "/events", CHARTER)
    world.scc("PUT", PATH, {**CHARTER, "version": 2, "event_date": "2026-05-31"})
    world.scc("PUT", PATH, {**CHARTER, "version": 3, "event_date": "2026-05-31", "crew_ids": ["rosa"]})
    return world.new_records()


def notices(world: World) -> Counter[str]:
    return Counter(mail["X-Charter-Notice"].removeprefix("bk-kwbzpgd/") for mail in world.mails())


@pytest.mark.parametrize("order", range(6))
def test_twice_and_in_any_order_is_one_mail_each(crewed: World, order: int) -> None:
    records = list(interleavings(story(crewed)))[order]
    for record in records:
        assert crewed.deliver(record) == {"batchItemFailures": []}
    crewed.pump()
    assert notices(crewed) == {"ana/moved/2": 1, "miguel/off/3": 1, "rosa/call/3": 1}


def test_delivered_as_it_happens_and_then_all_over_again(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    seen = crewed.new_records()
    crewed.deliver(*seen)
    crewed.scc("PUT", PATH, {**CHARTER, "version": 2, "event_date": "2026-05-31"})
    seen += (fresh := crewed.new_records())
    crewed.deliver(*fresh)
    crewed.scc("POST", f"{PATH}/cancel")
    seen += (fresh := crewed.new_records())
    crewed.deliver(*fresh)
    once = notices(crewed)
    assert once == {f"{who}/{what}": 1 for who in ("ana", "miguel") for what in ("call/1", "moved/2", "cancelled/2")}
    crewed.deliver(*reversed(seen))
    crewed.pump()
    assert notices(crewed) == once


def test_its_own_writes_bring_nothing_but_hints(crewed: World) -> None:
    crewed.deliver(*story(crewed))
    own = crewed.new_records()
    crewed.jobs()
    crewed.deliver(*own)
    assert crewed.new_records() == []
    assert [job["reason"] for job in crewed.jobs()] == ["mail_state"]


def test_one_batch_hints_once_and_a_hint_delivered_twice_is_one_message(crewed: World) -> None:
    crewed.deliver(*story(crewed))
    own = crewed.new_records()
    assert len(own) > 1
    crewed.deliver(*own)
    crewed.deliver(*own)
    assert len(crewed.jobs()) == 1


@pytest.mark.parametrize(
    ("dying", "method", "mails"),
    [
        pytest.param(CrewingTable, "claim_notice", 1, id="before the claim"),
        pytest.param(SesMailer, "send", 1, id="between claim and mail"),
        pytest.param(CrewingTable, "finish_notice", 2, id="between mail and its record"),
    ],
)
def test_a_crash_costs_at_most_one_more_mail(
    crewed: World, monkeypatch: pytest.MonkeyPatch, dying: type, method: str, mails: int
) -> None:
    crewed.scc("POST", "/events", {**CHARTER, "crew_ids": []})
    records = crewed.new_records()

    def dies(*_: object, **__: object) -> None:
        raise ConnectionError("the network is gone")

    with monkeypatch.context() as patch:
        patch.setattr(dying, method, dies)
        failures = crewed.deliver(*records)["batchItemFailures"]
    assert failures == [{"itemIdentifier": records[0]["dynamodb"]["SequenceNumber"]}]
    for _ in range(2):
        assert crewed.deliver(*records) == {"batchItemFailures": []}
    assert notices(crewed) == {"ana/call/1": mails}
    assert crewed.states() == {("ana", "call", 1, "sent")}


def record(name: str, **images: dict[str, Any]) -> dict[str, Any]:
    return {"eventID": f"id-{name}", "eventName": name, "dynamodb": {"SequenceNumber": name, **images}}


def test_one_record_that_fails_does_not_hold_up_the_others(crewed: World) -> None:
    broken = record("INSERT", NewImage={"kind": {"S": "event"}})
    answer = crewed.deliver(broken, *story(crewed))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "INSERT"}]}
    assert len(crewed.mails()) == 3


def test_a_deleted_row_and_somebody_elses_row_bring_nothing(crewed: World) -> None:
    removed = record("REMOVE", OldImage={"kind": {"S": "event"}})
    others = record("INSERT", NewImage={"pk": {"S": "IDEMPOTENCY"}})
    assert crewed.deliver(removed, others) == {"batchItemFailures": []}
    assert (crewed.mails(), crewed.jobs()) == ([], [])


def test_a_claim_left_behind_is_taken_over_when_the_mail_is_asked_for_again(
    crewed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise ConnectionError

    crewed.scc("POST", "/events", {**CHARTER, "crew_ids": []})
    with monkeypatch.context() as patch:
        patch.setattr(SesMailer, "send", dies)
        crewed.deliver(*crewed.new_records())
    assert crewed.states() == {("ana", "call", 1, "claimed")}
    crewed.scc("POST", f"{PATH}/notices", {"crew_id": "ana", "kind": "call", "asked_version": 1})
    crewed.pump()
    assert notices(crewed) == {"ana/call/1": 1}
    assert crewed.states() == {("ana", "call", 1, "sent")}
