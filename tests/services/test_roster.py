"""The roster: who can be asked, and how they are reached."""

from typing import Any

import pytest

from tests.services.conftest import World, person


def test_people_are_put_and_listed(world: World) -> None:
    ana = person("ana", roles=["captain", "crew"], rank=2, slack_user="U0ANA", phone="+16195550100", home_boat="jada")
    put = world.scc("PUT", "/roster/ana", ana)
    assert put.status == 200
    assert put.json == {**ana, "active": True, "mail_stopped": None}
    world.roster(person("miguel"))
    world.roster(person("miguel", name="Miguel Ángel"))
    listed = world.scc("GET", "/roster").json["members"]
    assert [(each["crew_id"], each["name"]) for each in listed] == [("ana", "Ana"), ("miguel", "Miguel Ángel")]


def test_an_empty_roster(world: World) -> None:
    assert world.scc("GET", "/roster").json["members"] == []


def test_a_change_is_a_hint_and_the_same_again_is_none(world: World) -> None:
    for _ in range(2):
        world.roster(person("ana"))
        world.pump()
    assert world.jobs() == [{"kind": "roster_changed"}]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"crew_id": "miguel"}, "crew_id"),
        ({"name": ""}, "name"),
        ({"roles": []}, "roles"),
        ({"roles": ["cook"]}, "roles.0"),
        ({"rank": 0}, "rank"),
        ({"email": None}, "body"),
        ({"email": "a,b@crew.example"}, "email"),
        ({"email": "ana@crew.example\r\nBcc: x@y.zz"}, "email"),
        ({"email": "a..b@crew.example"}, "email"),
        ({"slack_user": "ana"}, "slack_user"),
        ({"phone": "619-555"}, "phone"),
    ],
)
def test_somebody_who_cannot_be_reached_is_refused(world: World, change: dict[str, Any], field: str) -> None:
    refused = world.scc("PUT", "/roster/ana", {**person("ana"), **change})
    assert (refused.status, refused.json["detail"].split(":")[0]) == (400, field)
    assert world.scc("GET", "/roster").json["members"] == []
