"""What ShipCaptainCrew notes of mails that did not arrive."""

from typing import Any

import pytest

from tests.services.conftest import CHARTER, World, person

PATH = "/events/bk-kwbzpgd"
MIGUEL = "miguel@crew.example"


def book(world: World) -> None:
    assert world.scc("POST", "/events", CHARTER).status == 201
    world.pump()


def message_id(world: World, crew_id: str = "miguel") -> str:
    [row] = [each for each in world.rows() if each["sk"]["S"] == f"NOTICE#{crew_id}#call#1"]
    return str(row["message_id"]["S"])


def bounce(world: World, **changed: Any) -> Any:
    body = {"crew_id": "miguel", "kind": "call", "asked_version": 1, "address": MIGUEL, "why": "bounced"}
    answer = world.scc("POST", f"{PATH}/bounces", {**body, "message_id": message_id(world), **changed})
    world.pump()
    return answer


def mail_of(answer: Any) -> tuple[str, str | None]:
    [mail] = [each for each in answer.json["mails"] if each["crew_id"] == "miguel"]
    return mail["state"], mail["why"]


def test_the_mail_and_the_address_say_so_and_the_bot_hears_it(crewed: World) -> None:
    book(crewed)
    crewed.jobs()
    assert mail_of(bounce(crewed, why="complained")) == ("bounced", "complained")
    [miguel] = [each for each in crewed.scc("GET", "/roster").json["members"] if each["crew_id"] == "miguel"]
    assert miguel["mail_stopped"] == "complained"
    jobs = crewed.jobs()
    assert {job["kind"] for job in jobs} == {"roster_changed", "reconcile"}
    assert bounce(crewed).status == 200
    assert crewed.jobs() == []


def test_the_address_is_compared_without_regard_to_case(crewed: World) -> None:
    book(crewed)
    bounce(crewed, address="Miguel@Crew.Example")
    [miguel] = [each for each in crewed.scc("GET", "/roster").json["members"] if each["crew_id"] == "miguel"]
    assert miguel["mail_stopped"] == "bounced"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"message_id": "of-somebody-else"}, 404, "not_found"),
        ({"kind": "nag"}, 404, "not_found"),
        ({"crew_id": "rosa"}, 404, "not_found"),
        ({"why": "bored"}, 400, "bad_request"),
        ({"address": "no address"}, 400, "bad_request"),
        ({"message_id": ""}, 400, "bad_request"),
    ],
)
def test_what_is_not_about_a_mail_that_was_sent_is_refused(
    crewed: World, changed: dict[str, Any], status: int, code: str
) -> None:
    book(crewed)
    refused = bounce(crewed, **changed)
    assert (refused.status, refused.json["code"]) == (status, code)
    assert {state for _, _, _, state in crewed.states()} == {"sent"}


def test_it_takes_the_key(crewed: World) -> None:
    book(crewed)
    assert crewed.scc("POST", f"{PATH}/bounces", {}, headers={}).status == 401


def test_what_did_not_arrive_is_sent_to_another_address_when_it_is_asked_for_again(crewed: World) -> None:
    book(crewed)
    bounce(crewed)
    ask = {"crew_id": "miguel", "kind": "call", "asked_version": 1}
    crewed.scc("POST", f"{PATH}/notices", ask)
    crewed.pump()
    assert len(crewed.subjects(MIGUEL)) == 1
    crewed.roster(person("miguel", email="new@crew.example"))
    for _ in range(2):
        crewed.scc("POST", f"{PATH}/notices", ask)
        crewed.pump()
    assert len(crewed.subjects("new@crew.example")) == 1
    assert ("miguel", "call", 1, "sent") in crewed.states()


def test_mails_are_sent_so_that_ses_tells_what_became_of_them(crewed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.client import BaseClient

    sent: list[Any] = []
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def noted(self: Any, operation: str, parameters: Any) -> Any:
        if operation == "SendEmail":
            sent.append(parameters)
        return call(self, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", noted)
    book(crewed)
    assert [each["ConfigurationSetName"] for each in sent] == ["crew-mails"] * 2
