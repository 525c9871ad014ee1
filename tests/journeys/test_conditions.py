"""Tide, sun and weather by the public door: what is stored, however the weather servers fare."""

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from contracts.conditions import Conditions
from sandbox.automatic import Automatic
from sandbox.weather import Fault
from sandbox.world import Sandbox
from tests.journeys.requests import counted

NOW = dt.datetime(2026, 5, 28, 17, 0, tzinfo=dt.UTC)
ASKED = {"boat": "jada", "from": "2026-05-30T13:00:00-07:00", "to": "2026-05-30T16:00:00-07:00"}


class Door:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def ask(self, key: str | None = None, **query: str) -> httpx.Response:
        headers = {"X-Service-Key": self.sandbox.secrets.service_key if key is None else key}
        with httpx.Client(trust_env=False, verify=False) as client:
            return client.get(f"{self.sandbox.url}/conditions", params=ASKED | query, headers=headers)

    def told(self, **query: str) -> Conditions:
        answer = self.ask(**query)
        assert answer.status_code == 200, answer.text
        return Conditions.model_validate_json(answer.content)


@pytest.fixture
def door(world: Sandbox) -> Iterator[Door]:
    world.reset()
    world.move_to(NOW)
    yield Door(world)
    world.reset()


def test_it_is_there_as_soon_as_the_schedule_was_played(door: Door) -> None:
    conditions = door.told()
    parts: list[Any] = [conditions.tide, conditions.forecast, conditions.marine, conditions.alerts]
    assert [part.lacking for part in parts] == [None] * 4
    assert [hour.start_at.isoformat() for hour in conditions.forecast.hours] == [
        "2026-05-30T13:00:00-07:00",
        "2026-05-30T14:00:00-07:00",
        "2026-05-30T15:00:00-07:00",
    ]
    assert f"{conditions.sun[0].sunset:%H:%M}" == "19:51"


def test_it_is_fetched_again_each_hour_of_the_charters_time(door: Door) -> None:
    first = door.told().forecast.fetched_at
    door.sandbox.move_to(NOW + dt.timedelta(minutes=30))
    assert door.told().forecast.fetched_at == first
    door.sandbox.move_to(NOW + dt.timedelta(minutes=61))
    renewed = door.told().forecast.fetched_at
    assert first is not None
    assert renewed is not None
    assert renewed - first >= dt.timedelta(hours=1)


def test_a_snapshot_remembers_when_it_was_fetched(door: Door) -> None:
    snapshot = door.sandbox.snapshot()
    door.sandbox.move_to(NOW + dt.timedelta(days=2))
    door.sandbox.restore(snapshot)
    door.sandbox.move_to(NOW + dt.timedelta(minutes=5))
    assert door.sandbox.weather.asked == []
    assert door.told().forecast.lacking is None


def test_pages_are_answered_from_the_store_while_the_weather_servers_are_away(door: Door) -> None:
    before = door.told()
    door.sandbox.weather.faults.add(Fault.AWAY)
    door.sandbox.move_to(NOW + dt.timedelta(hours=2))
    assert door.told() == before
    door.sandbox.move_to(NOW + dt.timedelta(hours=7))
    later = door.told()
    assert (later.tide, later.sun) == (before.tide, before.sun)
    assert later.forecast.lacking is not None
    assert later.forecast.lacking.words == "No current forecast"
    assert not door.sandbox.crashes


def test_it_asks_no_weather_server_and_reads_once(door: Door) -> None:
    door.sandbox.weather.asked.clear()
    month = {"from": "2026-05-29T13:00:00-07:00", "to": "2026-06-28T16:00:00-07:00"}
    with counted(door.sandbox.aws.known("SccTable", "Ref")) as seen:
        door.told()
        door.told(**month)
    assert seen.table == ["BatchGetItem", "BatchGetItem"]
    assert door.sandbox.weather.asked == []


def test_a_refresh_never_scans(door: Door) -> None:
    with counted(door.sandbox.aws.known("SccTable", "Ref")) as seen:
        door.sandbox.functions["conditions"].invoke({"refresh": True})
    assert set(seen.table) == {"BatchGetItem", "BatchWriteItem"}
    assert len(seen.table) <= 6


def test_it_wants_the_service_key(door: Door) -> None:
    refused = door.ask(key="wrong")
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ({"boat": "nosuch"}, 404, "No such boat"),
        ({"boat": ""}, 400, "boat"),
        ({"from": "yesterday"}, 400, "from"),
        ({"from": "1780000000"}, 400, "from"),
        ({"from": "2026-05-30T13:00:00"}, 400, "from"),
        ({"from": "2026-05-30"}, 400, "from"),
        ({"to": "2026-05-30T13:00:00-07:00"}, 400, "after from"),
        ({"to": "2026-05-30T12:00:00-07:00"}, 400, "after from"),
        ({"to": "2026-07-30T12:00:00-07:00"}, 400, "31 days"),
        ({"to": "9999-12-31T23:59:59-07:00"}, 400, "to"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_name(
    door: Door, query: dict[str, str], status: int, word: str
) -> None:
    refused = door.ask(**query)
    assert (refused.status_code, word in refused.json()["detail"]) == (status, True), refused.text


def test_an_offset_whose_plus_was_not_quoted(door: Door) -> None:
    plus = f"{door.sandbox.url}/conditions?boat=jada&from=2026-05-30T20:00:00+00:00&to=2026-05-30T23:00:00Z"
    with httpx.Client(trust_env=False, verify=False) as client:
        answer = client.get(plus, headers={"X-Service-Key": door.sandbox.secrets.service_key})
    assert answer.json()["start_at"] == "2026-05-30T13:00:00-07:00"


def test_an_automatic_sandbox_fetches_by_itself(world: Sandbox) -> None:
    world.reset()
    running = Automatic(world.jobs, (), world.schedules, lambda: None)
    running.start()
    try:
        give_up = time.monotonic() + 30
        while not world.schedules.played() and time.monotonic() < give_up:
            time.sleep(0.01)
    finally:
        running.stop()
    assert world.schedules.played().keys() == {"conditions"}
    assert any(path.startswith("/nws/") for path in world.weather.asked)
    world.reset()
