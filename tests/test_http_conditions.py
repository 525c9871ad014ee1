"""What the crew system tells of tide, sun and forecast, in the bot's own terms."""

import datetime as dt
import json
from typing import Any

import httpx
import pytest
import stamina

from bot.adapters.http_api import HttpApi
from bot.adapters.http_conditions import HttpConditions
from bot.domain.boat import BoatKey
from bot.domain.conditions import Conditions, Span
from bot.domain.errors import Fatal, Retryable
from tests.views.guest_scenes import HOUR, START

STORED: dict[str, Any] = {
    "boat": "jada",
    "timezone": "America/Los_Angeles",
    "start_at": "2026-05-30T09:00:00-07:00",
    "end_at": "2026-05-30T20:00:00-07:00",
    "tide": {"station": "9410170", "turns": [{"kind": "low", "height_feet": -0.4, "at": "2026-05-30T05:00:00-07:00"}]},
    "sun": [
        {
            "date": "2026-05-30",
            "sunrise": "2026-05-30T05:42:00-07:00",
            "sunset": "2026-05-30T19:50:00-07:00",
            "civil_dusk": None,
        }
    ],
    "forecast": {
        "hours": [{"start_at": "2026-05-30T13:00:00-07:00", "wind_high_knots": 12}],
        "issued_at": "2026-05-28T07:00:00-07:00",
        "fetched_at": "2026-05-28T08:00:00-07:00",
        "lacking": {"reason": "beyond_reach", "words": "later", "expected_on": "2026-05-29"},
    },
    "marine": {"zone": "PZZ740"},
    "alerts": {},
}


def asked(status: int, body: dict[str, Any]) -> tuple[Conditions, httpx.Request]:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(status, content=json.dumps(body))

    with stamina.set_testing(True), httpx.Client(transport=httpx.MockTransport(answer)) as client:
        api = HttpApi(
            "the crew system", "SCC_API_URL", "https://scc.example.com", "X-Service-Key", lambda: "key", client
        )
        found = HttpConditions(api).conditions(BoatKey("jada"), Span(START - 4 * HOUR, START + 7 * HOUR))
    return found, requests[0]


def test_it_asks_for_the_hours_and_reads_the_answer() -> None:
    found, request = asked(200, STORED)
    assert request.url.path == "/conditions"
    assert dict(request.url.params) == {"boat": "jada", "from": "2026-05-30T16:00:00Z", "to": "2026-05-31T03:00:00Z"}
    assert request.headers["x-service-key"] == "key"
    assert [(turn.kind, turn.height_feet) for turn in found.turns] == [("low", -0.4)]
    assert found.sun[0].sunset == dt.datetime(2026, 5, 31, 2, 50, tzinfo=dt.UTC)
    assert found.sun[0].civil_dusk is None
    assert (found.forecast.hours[0].wind_high_knots, found.forecast.hours[0].words) == (12, None)
    assert found.forecast.expected_on == dt.date(2026, 5, 29)


@pytest.mark.parametrize(("status", "error"), [(503, Retryable), (404, Fatal), (200, Fatal)])
def test_what_goes_wrong_is_classed(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        asked(status, {"type": "about:blank"})
