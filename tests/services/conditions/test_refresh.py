"""Fetching, from a stand-in with the moods of the real servers into the table, and what is left there."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina
import yaml
from werkzeug.wrappers import Request

from contracts.conditions import Conditions
from sandbox.weather import Fault, WeatherServer
from services.scc.conditions.answer import answer, keys
from services.scc.conditions.boats import Waters
from services.scc.conditions.lacks import Asked
from services.scc.conditions.refresh import Refresh
from services.scc.conditions.sources import Source, http_client
from services.scc.conditions.table import ConditionsTable
from tests.services.conftest import World

NOW = dt.datetime(2026, 5, 28, 17, 0, tzinfo=dt.UTC)
STARTS = dt.datetime(2026, 5, 30, 20, 0, tzinfo=dt.UTC)
TODAY = NOW + dt.timedelta(hours=3)
"""The stand-in has a windy day on May 28."""
LENGTH = dt.timedelta(hours=3)
JADA = Waters(
    boat="jada",
    timezone="America/Los_Angeles",
    position=(32.7256, -117.2),
    noaa_station="9410170",
    nws_zone="PZZ740",
)
ASKS = "charter-bot (crew@example.com)"
STORED = {"tide": "stored", "forecast": "stored", "marine": "stored", "alerts": "stored"}
KEPT = STORED | {"tide": "kept"}
SERVERLESS = Path(__file__).parents[3] / "serverless.yml"


class House:
    """A stand-in, a table, and a clock in between."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.now = NOW
        self.weather = WeatherServer(lambda: self.now)
        self.dynamodb = world.clients["dynamodb"]
        self.table = ConditionsTable(self.dynamodb, "scc", lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        self.client = http_client(ASKS, httpx.WSGITransport(app=self._serve))

    def refresh(self, waters: Waters = JADA) -> Mapping[str, str]:
        noaa = Source("CO-OPS", "http://weather.example/noaa", self.client)
        nws = Source("NWS", "http://weather.example/nws", self.client)
        return Refresh(self.table, noaa, nws, self.now).all([waters])[waters.boat]

    def told(self, starts: dt.datetime = STARTS, waters: Waters = JADA) -> Conditions:
        asked = Asked(starts, starts + LENGTH, self.now, waters.zone)
        return answer(waters, asked, self.table.read(keys(waters, asked)))

    def later(self, **amount: float) -> None:
        self.now += dt.timedelta(**amount)

    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {(row["pk"]["S"], row["sk"]["S"]): row for row in self.world.rows()}

    def _serve(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        return self.weather.answer(request, request.path)(environ, start_response)


@pytest.fixture
def house(world: World) -> Iterator[House]:
    with stamina.set_testing(True, attempts=3):
        yield House(world)


def test_all_of_it_is_fetched_and_told(house: House) -> None:
    assert house.refresh() == STORED
    conditions = house.told()
    parts = (conditions.tide, conditions.forecast, conditions.marine, conditions.alerts)
    assert [part.lacking for part in parts] == [None] * 4
    assert [hour.start_at.hour for hour in conditions.forecast.hours] == [13, 14, 15]
    for hour in conditions.forecast.hours:
        assert None not in hour.model_dump().values()
        assert (hour.wind_low_knots or 0) < (hour.wind_high_knots or 0) < (hour.gust_knots or 0)
    assert conditions.tide.turns[0].at <= STARTS < STARTS + LENGTH <= conditions.tide.turns[-1].at
    assert {turn.kind for turn in conditions.tide.turns} == {"high", "low"}
    assert conditions.marine.periods[0].name == "TODAY"


def test_a_windy_day_has_its_advisory_in_both_places(house: House) -> None:
    house.refresh()
    conditions = house.told(TODAY)
    assert [alert.event for alert in conditions.alerts.active] == ["Small Craft Advisory"]
    assert (conditions.marine.headline or "").startswith("SMALL CRAFT ADVISORY IN EFFECT FROM 1 PM")


def test_a_second_time_the_rows_are_the_same(house: House) -> None:
    house.refresh()
    first = house.rows()
    assert house.refresh() == KEPT
    assert house.rows() == first


def test_no_row_grows_large_and_each_ends_by_itself(house: House) -> None:
    house.refresh()
    for row in house.rows().values():
        assert len(json.dumps(row)) < 40_000
        assert int(row["expires_at"]["N"]) > dt.datetime(2026, 1, 7, tzinfo=dt.UTC).timestamp()


def test_tides_reach_400_days_ahead_without_a_gap(house: House) -> None:
    house.refresh()
    for days in (0, 100, 200, 300, 399):
        tide = house.told(NOW + dt.timedelta(days=days)).tide
        assert tide.lacking is None
        assert len(tide.turns) >= 2
        gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(tide.turns)]
        assert max(gaps) < dt.timedelta(hours=14)


def test_tides_are_asked_for_once_a_month_and_the_grid_once_a_day(house: House) -> None:
    house.refresh()
    asked = []
    for hours in (12,) * 8 + (25 * 24, 24):
        house.later(hours=hours)
        house.weather.asked.clear()
        house.refresh()
        asked.append((_count(house, "/noaa/"), _count(house, "/nws/points/")))
    assert asked == [(0, 0), (0, 1)] * 4 + [(0, 1), (3, 1)]


def _count(house: House, beginning: str) -> int:
    return len([path for path in house.weather.asked if path.startswith(beginning)])


def test_one_run_costs_a_handful_of_requests(house: House) -> None:
    house.refresh()
    assert len(house.weather.asked) == 10
    house.weather.asked.clear()
    house.later(hours=1)
    house.refresh()
    assert len(house.weather.asked) == 6


@pytest.mark.parametrize("fault", [Fault.UNEXPECTED_ONCE, Fault.TIDE_ERROR_ONCE])
def test_what_passes_is_tried_again_at_once(house: House, fault: Fault) -> None:
    house.weather.faults.add(fault)
    assert house.refresh() == STORED
    assert house.told().forecast.lacking is None


def test_on_the_water_the_grid_tells_the_forecast(house: House) -> None:
    house.weather.faults.add(Fault.MARINE_POINT)
    assert house.refresh() == STORED
    for hour in house.told().forecast.hours:
        assert hour.wind_low_knots == hour.wind_high_knots
        assert None not in (hour.wind_high_knots, hour.gust_knots, hour.temperature_f, hour.wave_height_feet)
        assert hour.words is None
    assert len(house.told().forecast.hours) == 3


def test_nulls_are_told_as_unknown(house: House) -> None:
    house.weather.faults.add(Fault.NULLS)
    assert house.refresh() == STORED
    conditions = house.told()
    assert len(conditions.forecast.hours) == 3
    assert {hour.wind_high_knots for hour in conditions.forecast.hours} == {None}
    assert [alert.ends for alert in house.told(TODAY).alerts.active] == [None]


@pytest.mark.parametrize(
    ("fault", "failed"),
    [
        (Fault.UNEXPECTED, {"forecast", "marine", "alerts"}),
        (Fault.EXPIRED_GRID, {"forecast"}),
        (Fault.TIDE_ERROR_IN_200, {"tide"}),
        (Fault.HTML, {"tide", "forecast", "marine", "alerts"}),
        (Fault.AWAY, {"tide", "forecast", "marine", "alerts"}),
    ],
)
def test_what_fails_leaves_what_was_there(house: House, fault: Fault, failed: set[str]) -> None:
    house.refresh()
    before = dict(house.told())
    house.now = NOW + dt.timedelta(days=31)
    house.weather.faults.add(fault)
    outcome = house.refresh()
    assert {part for part, said in outcome.items() if said.startswith("failed")} == failed
    house.now = NOW
    told = dict(house.told())
    assert {part: told[part] for part in failed} == {part: before[part] for part in failed}


@pytest.mark.parametrize("fault", [Fault.AWAY, Fault.UNEXPECTED, Fault.EXPIRED_GRID])
def test_a_forecast_that_nobody_could_renew_is_lacking_after_six_hours(house: House, fault: Fault) -> None:
    house.refresh()
    house.weather.faults.add(fault)
    for hours, reason in ((5, None), (2, "too_old")):
        house.later(hours=hours)
        house.refresh()
        lacking = house.told().forecast.lacking
        assert (lacking and lacking.reason) == reason
    house.weather.faults.clear()
    house.refresh()
    assert house.told().forecast.lacking is None


def test_a_station_without_predictions(house: House) -> None:
    inland = JADA.model_copy(update={"noaa_station": "8534975"})
    assert house.refresh(inland)["tide"] == "stored"
    lacking = house.told(waters=inland).tide.lacking
    assert lacking is not None
    assert lacking.reason == "no_data"
    assert house.refresh(inland)["tide"] == "kept"
    house.later(days=1)
    house.weather.asked.clear()
    house.refresh(inland)
    assert "/noaa/api/prod/datagetter" in house.weather.asked


def test_an_error_in_a_200_takes_no_tides_away(house: House) -> None:
    house.refresh()
    house.later(days=30)
    house.weather.faults.add(Fault.TIDE_ERROR_IN_200)
    assert house.refresh()["tide"].startswith("failed")
    assert house.told(house.now).tide.lacking is None


@pytest.mark.parametrize(
    ("fault", "changed", "reasons"),
    [
        (Fault.NO_GRID, {}, {"forecast": "no_data", "marine": "no_data"}),
        (Fault.NO_MARINE_TEXT, {}, {"forecast": None, "marine": "no_data"}),
        (None, {"nws_zone": "PZZ750"}, {"forecast": None, "marine": "no_data"}),
    ],
)
def test_what_nws_does_not_have(
    house: House, fault: Fault | None, changed: dict[str, str], reasons: dict[str, str | None]
) -> None:
    house.weather.faults |= {fault} if fault else set()
    waters = JADA.model_copy(update=changed)
    house.refresh(waters)
    conditions = house.told(waters=waters)
    lacks = {name: getattr(conditions, name).lacking for name in reasons}
    assert {name: lack and lack.reason for name, lack in lacks.items()} == reasons


def test_a_point_with_many_decimals_is_found_by_its_redirect(house: House) -> None:
    answer = house.client.get("http://weather.example/nws/points/32.725612345,-117.2000")
    assert answer.status_code == 200
    assert answer.json()["properties"]["gridId"] == "SGX"


def test_nws_is_told_who_asks(house: House) -> None:
    house.client.headers["User-Agent"] = "python-httpx/0.28.1"
    outcome = house.refresh()
    assert {part for part, said in outcome.items() if "403" in said} == {"forecast", "marine", "alerts"}


def test_a_server_that_cannot_be_reached_is_asked_nothing_more_in_that_run(house: House) -> None:
    tried = []

    def refuse(request: httpx.Request) -> httpx.Response:
        tried.append(request.url.path)
        raise httpx.ConnectError("refused")

    house.client = http_client(ASKS, httpx.MockTransport(refuse))
    outcome = house.refresh()
    assert all(said.startswith("failed") for said in outcome.values())
    assert {path: tried.count(path) for path in tried} == {
        "/noaa/api/prod/datagetter": 3,
        "/nws/points/32.7256,-117.2": 3,
    }


def test_the_crew_notifier_hears_nothing_of_it(house: House) -> None:
    house.refresh()
    functions = yaml.safe_load(SERVERLESS.read_text(encoding="utf-8"))["functions"]
    [pattern] = functions["crewNotifier"]["events"][0]["stream"]["filterPatterns"]
    let_through = set(pattern["dynamodb"]["NewImage"]["kind"]["S"])
    assert {row["kind"]["S"] for row in house.rows().values()} == {"tide", "weather"}
    assert not let_through & {"tide", "weather"}
    assert house.world.new_records() == []
