"""Whatever comes in, an answer goes out that says what is wrong; never a 5xx, never an exception."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import CHARTER, SEED_EVENT, SERVICE_KEY, TOKEN, World, http_event

ANSWER = {
    "crew_id": "ana",
    "answer": "confirmed",
    "via": "slack",
    "asked_version": 1,
    "answered_at": "2026-05-20T17:00:00Z",
}
KEYS = {"x-service-key": SERVICE_KEY, "x-dashboard-token": TOKEN}
ROUTES = [
    ("calendar", "POST", "/calendar"),
    ("calendar", "GET", "/calendar"),
    ("calendar", "PUT", "/calendar/any"),
    ("calendar", "DELETE", "/calendar/any"),
    ("scc", "POST", "/events"),
    ("scc", "GET", "/events/any"),
    ("scc", "PUT", "/events/any"),
    ("scc", "POST", "/events/any/cancel"),
    ("scc", "POST", "/events/any/answers"),
    ("scc", "POST", "/events/any/notices"),
    ("scc", "GET", "/roster"),
    ("scc", "GET", "/conditions"),
    ("scc", "PUT", "/roster/any"),
]


@pytest.mark.parametrize(("service", "method", "path"), ROUTES)
@pytest.mark.parametrize(
    "headers", [{}, {"x-service-key": "wrong", "x-dashboard-token": "wrong"}, {"x-service-key": ""}]
)
def test_without_the_key_nothing_is_told(
    aws: World, service: str, method: str, path: str, headers: dict[str, str]
) -> None:
    refused = aws.call(service, http_event(method, path, {}, headers=headers))
    assert (refused.status, refused.json["code"]) == (401, "unauthorized")
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("service", "path"), [("calendar", "/"), ("calendar", "/calendars"), ("scc", "/events/a/b/c")])
def test_an_unknown_path(aws: World, service: str, path: str) -> None:
    refused = aws.call(service, http_event("GET", path, headers=KEYS))
    assert (refused.status, refused.json["code"]) == (404, "not_found")


def test_another_method(aws: World) -> None:
    refused = aws.scc("PATCH", "/events/any", {})
    assert (refused.status, refused.json["code"], refused.headers["allow"]) == (405, "method_not_allowed", "GET, PUT")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/events", "", "body"),
        ("/events", "{", "body"),
        ("/events", "null", "body"),
        ("/events", "[]", "body"),
        ("/events", '{"a": "\ud800"}', "body"),
        ("/events", "[" * 5000, "body"),
        ("/events", {}, "event_date"),
        ("/events", {**SEED_EVENT, "event_date": "30.5.2026"}, "event_date"),
        ("/events", {**SEED_EVENT, "event_date": 0}, "event_date"),
        ("/events", {**SEED_EVENT, "event_date": "9999-12-31"}, "event_date"),
        ("/events", {**SEED_EVENT, "event_duration_hours": "3"}, "event_duration_hours"),
        ("/events", {**SEED_EVENT, "event_duration_hours": 0}, "event_duration_hours"),
        ("/events", {**SEED_EVENT, "guest_name": ["x"]}, "guest_name"),
        ("/events", {**SEED_EVENT, "guest_name": ""}, "guest_name"),
        ("/events", {**SEED_EVENT, "crew_ids": "crew_1"}, "crew_ids"),
        ("/events", {**SEED_EVENT, "crew_ids": ["a b"]}, "crew_ids.0"),
        ("/events", {**SEED_EVENT, "crew_ids": ["captain_1"]}, "body"),
        ("/events", {**SEED_EVENT, "captain_id": "a#b"}, "captain_id"),
        ("/events", {**SEED_EVENT, "version": 10**50}, "version"),
        ("/events", {**SEED_EVENT, "version": 0}, "version"),
        ("/events", {**SEED_EVENT, "start_at": "2026-05-30T13:00:00"}, "start_at"),
        ("/events", {**SEED_EVENT, "start_at": "0001-01-01T00:00:00Z"}, "start_at"),
        ("/events", {**SEED_EVENT, "timezone": "Mars/Olympus"}, "timezone"),
        ("/events", {**SEED_EVENT, "timezone": "../../etc/passwd"}, "timezone"),
        ("/events", {**SEED_EVENT, "timezone": "America"}, "timezone"),
        ("/events", {**SEED_EVENT, "booking_id": "kwbzpgd"}, "booking_id"),
        ("/events", {**SEED_EVENT, "asked_versions": {"ana": 0}}, "asked_versions.ana"),
        ("/events/any/answers", {**ANSWER, "answer": "maybe"}, "answer"),
        ("/events/any/answers", {**ANSWER, "asked_version": True}, "asked_version"),
        ("/events/any/answers", {**ANSWER, "answered_at": "soon"}, "answered_at"),
        ("/events/any/notices", {"crew_id": "ana", "kind": "spam", "asked_version": 1}, "kind"),
        ("/events/any/cancel", {"by": "nobody"}, "by"),
    ],
)
def test_a_body_that_is_wrong_names_the_field(aws: World, path: str, body: Any, field: str) -> None:
    refused = aws.scc("POST", path, body)
    assert (refused.status, refused.json["code"]) == (400, "bad_request"), refused.text
    assert refused.json["detail"].split(":")[0] == field


def test_what_was_sent_is_not_repeated(aws: World) -> None:
    refused = aws.scc("POST", "/events", {**SEED_EVENT, "event_date": "paula@example.com"})
    assert "paula" not in refused.text


@pytest.mark.parametrize("size", [64 * 1024 + 1, 200_000])
@pytest.mark.parametrize("encoded", [True, False])
def test_a_body_that_is_too_large(aws: World, size: int, encoded: bool) -> None:
    refused = aws.scc("POST", "/events", "x" * size, encoded=encoded)
    assert (refused.status, refused.json["code"]) == (413, "too_large")


def test_a_body_may_come_encoded(world: World) -> None:
    assert world.scc("POST", "/events", SEED_EVENT, encoded=True).status == 201
    broken = http_event("POST", "/events", "no base64!", headers=KEYS) | {"isBase64Encoded": True}
    assert world.call("scc", broken).json["detail"].startswith("body:")


def test_a_named_stage_stands_before_the_path(world: World) -> None:
    event = http_event("POST", "/prod/events", SEED_EVENT, headers=KEYS)
    event["requestContext"]["stage"] = "prod"
    assert world.call("scc", event).status == 201


def test_header_names_are_read_in_any_case(world: World) -> None:
    assert world.scc("GET", "/roster", headers={"X-Service-Key": SERVICE_KEY}).status == 200


@pytest.mark.parametrize(
    "event",
    [None, [], "x", 1, {}, {"requestContext": None}, {"requestContext": {"http": []}, "headers": None, "body": {}}],
)
@pytest.mark.parametrize("service", ["calendar", "scc"])
def test_an_event_that_is_none(aws: World, service: str, event: Any) -> None:
    assert aws.call(service, event).status in {400, 404}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted({*CHARTER, *ANSWER, "agreed", "asked_versions", "kind", "email", "name", "roles", "date", "event_name"})
TWISTED = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4).map(
    lambda odd: {**CHARTER, **ANSWER, "kind": "nag", "date": "2026-05-30", "event_name": "x", "name": "Ana", **odd}
)
BODIES = st.none() | st.text(max_size=40) | (JSON | TWISTED).map(json.dumps)
QUERIES = st.dictionaries(st.sampled_from(["token", "version", "from", "to"]), st.text())
PARTS = st.sampled_from(["headers", "queryStringParameters", "isBase64Encoded", "body", "requestContext"])
EVENTS = st.builds(
    lambda route, body, odd, query: (
        route[0],
        {**http_event(route[1], route[2], body, headers=KEYS, query=query), **odd},
    ),
    st.sampled_from([*ROUTES, ("scc", "POST", "/crew/confirm"), ("scc", "GET", "/crew/confirm")]),
    BODIES,
    st.dictionaries(PARTS, JSON, max_size=1),
    QUERIES,
)


@settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EVENTS)
def test_no_event_is_answered_with_a_5xx(world: World, asked: tuple[str, dict[str, Any]]) -> None:
    answered = world.call(*asked)
    assert 200 <= answered.status < 500, answered.text
