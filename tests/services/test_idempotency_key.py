"""``Idempotency-Key``: same key and body, same answer; anything else is refused."""

import pytest

from services.crewing.table import CrewingTable
from tests.services.conftest import CHARTER, SEED_EVENT, LambdaContext, World, http_event

KEYED = {"x-service-key": "service-key"}


def test_same_key_and_body_is_one_event_and_one_answer(crewed: World) -> None:
    first, second = (crewed.scc("POST", "/events", SEED_EVENT, key="k1") for _ in range(2))
    assert (first.status, first.text) == (second.status, second.text) == (201, first.text)
    assert len([row for row in crewed.rows() if row["sk"]["S"] == "EVENT"]) == 1


def test_same_key_with_another_body_is_refused(crewed: World) -> None:
    crewed.scc("POST", "/events", SEED_EVENT, key="k1")
    refused = crewed.scc("POST", "/events", {**SEED_EVENT, "notes": "other"}, key="k1")
    assert (refused.status, refused.json["code"]) == (422, "key_reused")


def test_a_key_belongs_to_its_route(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER, key="k1")
    assert crewed.scc("POST", "/events/bk-kwbzpgd/cancel", {}, key="k1").json["status"] == "cancelled"


def test_a_refusal_is_not_remembered(crewed: World) -> None:
    assert crewed.scc("PUT", "/events/bk-kwbzpgd", CHARTER, key="k1").status == 404
    crewed.scc("POST", "/events", CHARTER)
    assert crewed.scc("PUT", "/events/bk-kwbzpgd", CHARTER, key="k1").status == 200


@pytest.mark.parametrize(("remaining_millis", "status"), [(30_000, 409), (0, 201)])
def test_a_call_that_was_killed_blocks_its_key_only_while_it_could_still_run(
    crewed: World, monkeypatch: pytest.MonkeyPatch, remaining_millis: int, status: int
) -> None:
    def killed(*_: object) -> bool:
        raise SystemExit

    event = http_event("POST", "/events", CHARTER, headers=KEYED, key="k1")
    with monkeypatch.context() as patch:
        patch.setattr(CrewingTable, "write_event", killed)
        with pytest.raises(SystemExit):
            crewed.call("scc", event, LambdaContext(remaining_millis=remaining_millis - 1))
    answered = crewed.call("scc", event)
    assert answered.status == status
    if status == 409:
        assert answered.json["code"] == "in_flight"


def test_the_calendar_keeps_keys_too(world: World) -> None:
    body = {"date": "2024-05-30", "event_name": "Charter"}
    first, second = (world.calendar("POST", "/calendar", body, key="k1") for _ in range(2))
    assert first.json == second.json
    entry_id = first.json["id"]
    assert [world.calendar("DELETE", f"/calendar/{entry_id}", key="k2").status for _ in range(2)] == [204, 204]


def test_its_rows_expire_and_are_told_apart_from_the_crews(crewed: World) -> None:
    crewed.scc("POST", "/events", SEED_EVENT, key="k1")
    (row,) = (row for row in crewed.rows() if row["pk"]["S"] == "IDEMPOTENCY")
    assert "kind" not in row
    assert int(row["expires_at"]["N"]) > 0


def test_a_key_of_unreasonable_length(crewed: World) -> None:
    assert crewed.scc("POST", "/events", SEED_EVENT, key="k" * 256).status == 400
