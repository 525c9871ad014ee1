import base64
import json
from typing import Any

import httpx
import pytest

from sandbox.gateway import GatewayServer
from sandbox.world import Sandbox
from tests.sandbox import standin


def ask(world: Sandbox, method: str, path: str, **kwargs: Any) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.request(method, world.url + path, **kwargs)


def event_of(world: Sandbox, method: str, path: str, **kwargs: Any) -> Any:
    ask(world, method, path, **kwargs)
    return standin.calls["web"][-1]


def test_before_everything_is_there_it_says_so() -> None:
    server = GatewayServer(0)
    try:
        answer = httpx.post(f"{server.url}/slack/events", trust_env=False)
    finally:
        server.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.text == "The sandbox is still starting. Please try again in a few seconds.\n"


def test_a_request_becomes_an_event_of_payload_format_2(world: Sandbox) -> None:
    event = event_of(
        world,
        "GET",
        "/things/a%20b?x=1&x=2&y=",
        headers=[("X-Many", "one"), ("X-Many", "two"), ("Cookie", "a=1; b=2"), ("User-Agent", "test/1")],
    )
    assert event["version"] == "2.0"
    assert event["routeKey"] == event["requestContext"]["routeKey"] == "GET /things/{id}"
    assert event["rawPath"] == "/things/a%20b"
    assert event["pathParameters"] == {"id": "a b"}
    assert event["rawQueryString"] == "x=1&x=2&y="
    assert event["queryStringParameters"] == {"x": "1,2", "y": ""}
    assert event["headers"]["x-many"] == "one,two"
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]
    assert event["requestContext"]["http"] == {
        "method": "GET",
        "path": "/things/a%20b",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "test/1",
    }
    assert event["requestContext"]["stage"] == "$default"
    assert "body" not in event


@pytest.mark.parametrize(
    ("content_type", "body", "encoded"),
    [
        ("application/json", b'{"a": 1}', False),
        ("text/plain; charset=utf-8", "héllo".encode(), False),
        ("application/problem+json", b"{}", False),
        ("application/x-www-form-urlencoded", b"command=%2Fcharter", True),
        ("application/octet-stream", b"\x00\xff", True),
        ("application/json", b"\xff", True),
    ],
)
def test_a_body_is_text_or_base64_as_its_type_says(
    world: Sandbox, content_type: str, body: bytes, encoded: bool
) -> None:
    event = event_of(world, "POST", "/things", content=body, headers={"Content-Type": content_type})
    assert event["isBase64Encoded"] is encoded
    assert (base64.b64decode(event["body"]) if encoded else event["body"].encode()) == body


def test_the_answer_is_turned_back(world: Sandbox) -> None:
    standin.acts["web"] = lambda _: {
        "statusCode": 201,
        "headers": {"content-type": "image/png", "x-one": "1"},
        "cookies": ["a=1", "b=2"],
        "body": base64.b64encode(b"\x89PNG").decode(),
        "isBase64Encoded": True,
    }
    answer = ask(world, "GET", "/things")
    assert answer.status_code == 201
    assert answer.content == b"\x89PNG"
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-one"] == "1"
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_an_answer_without_a_status_is_the_body(world: Sandbox) -> None:
    standin.acts["web"] = lambda _: {"fine": True}
    answer = ask(world, "GET", "/things")
    assert (answer.status_code, answer.json()) == (200, {"fine": True})


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/things/new", "GET /things/new"),
        ("DELETE", "/open", "ANY /open"),
        ("HEAD", "/open", "ANY /open"),
    ],
)
def test_the_most_particular_route_wins(world: Sandbox, method: str, path: str, route: str) -> None:
    assert event_of(world, method, path)["routeKey"] == route


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/things"), ("GET", "/nowhere"), ("GET", "/things/a/b")])
def test_a_route_missing_in_serverless_yml_is_missing_here(world: Sandbox, method: str, path: str) -> None:
    answer = ask(world, method, path)
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})
    assert not standin.calls["web"]


class Killed(BaseException):
    pass


def fail(error: BaseException) -> Any:
    raise error


@pytest.mark.parametrize("error", [RuntimeError("no"), Killed()])
def test_a_crash_is_a_500_and_is_remembered(world: Sandbox, error: BaseException) -> None:
    standin.acts["web"] = lambda _: fail(error)
    answer = ask(world, "GET", "/things")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})
    assert [(each.function, each.error) for each in world.crashes] == [("web", error)]


@pytest.mark.parametrize(
    "answer", [{"statusCode": "soon"}, {"statusCode": 200, "body": 3}, {"statusCode": 200, "x": b""}]
)
def test_an_answer_nobody_understands_is_a_500(world: Sandbox, answer: Any) -> None:
    standin.acts["web"] = lambda _: answer
    assert ask(world, "GET", "/things").status_code == 500


def put_page(world: Sandbox, key: str) -> None:
    bucket = world.aws.known("GuestBucket", "Ref")
    world.aws.s3.put_object(
        Bucket=bucket, Key=key, Body=b"<p>Welcome", ContentType="text/html; charset=utf-8", CacheControl="no-cache"
    )


@pytest.mark.parametrize("path", ["/g/KWBZPGD", "/g/kwbzpgd", "/g/KWBZPGD/", "/g/kwbzpgd.html"])
def test_every_way_to_write_it_leads_to_the_guest_page(world: Sandbox, path: str) -> None:
    put_page(world, "g/KWBZPGD.html")
    answer = ask(world, "GET", path)
    assert (answer.status_code, answer.text) == (200, "<p>Welcome")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_head_of_a_guest_page_has_no_body(world: Sandbox) -> None:
    put_page(world, "g/KWBZPGD.html")
    answer = ask(world, "HEAD", "/g/KWBZPGD")
    assert (answer.status_code, answer.content) == (200, b"")


def missing(event: Any) -> Any:
    return {"statusCode": 404, "headers": {"content-type": "text/html"}, "body": f"nothing at {event['rawPath']}"}


def test_where_the_bucket_has_nothing_the_next_origin_answers(world: Sandbox) -> None:
    standin.acts["web"] = missing
    answer = ask(world, "GET", "/g/kwbzpgd")
    assert (answer.status_code, answer.text) == (404, "nothing at /missing/g/KWBZPGD.html")
    put_page(world, "g/KWBZPGD.html")
    assert ask(world, "GET", "/g/kwbzpgd").status_code == 200
    assert len(standin.calls["web"]) == 1


def test_guest_pages_can_only_be_read(world: Sandbox) -> None:
    put_page(world, "g/KWBZPGD.html")
    assert ask(world, "PUT", "/g/KWBZPGD").status_code == 403


def test_the_policy_s_headers_are_on_every_answer_of_the_site_and_on_no_other(world: Sandbox) -> None:
    put_page(world, "g/KWBZPGD.html")
    standin.acts["web"] = missing
    for path in ("/g/KWBZPGD", "/g/LNFCQTX", "/open"):
        headers = ask(world, "GET", path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert "x-frame-options" not in ask(world, "GET", "/things").headers


def test_the_origin_s_header_counts_unless_the_policy_overrides_it(world: Sandbox) -> None:
    own = {"x-frame-options": "SAMEORIGIN", "referrer-policy": "origin"}
    standin.acts["web"] = lambda _: {"statusCode": 200, "headers": own, "body": ""}
    headers = ask(world, "GET", "/open").headers
    assert (headers["x-frame-options"], headers["referrer-policy"]) == ("DENY", "origin")


def test_slack_is_served_on_the_same_port(world: Sandbox) -> None:
    answer = ask(world, "POST", "/slack/api/auth.test", headers={"Authorization": f"Bearer {world.secrets.bot_token}"})
    assert answer.json()["ok"] is True


def test_a_function_knows_its_own_environment(world: Sandbox) -> None:
    ask(world, "GET", "/things")
    built = standin.built["web"]
    assert built["EVERYWHERE"] == "yes"
    assert built["TABLE"] == world.aws.known("Rows", "Ref")
    assert built["SITE"] == built["API"] == world.url
    assert built["WHERE"].startswith(world.aws.known("Rows", "Arn") + "/in/sandbox")
    assert built["CHARTER_CLOCK_FILE"] == str(world.clock.file)
    assert json.loads(built["SECRETS_JSON"]) == {}


def test_the_manifest_lists_every_function(world: Sandbox) -> None:
    manifest = json.loads(world.clock.file.with_name("functions.json").read_text())
    assert {name: each["handler"] for name, each in manifest.items()} == {
        "web": "tests/sandbox/standin.web",
        "worker": "tests/sandbox/standin.worker",
        "notifier": "tests/sandbox/standin.notifier",
        "pictures": "tests/sandbox/standin.pictures",
    }
    assert manifest["web"]["environment"] == world.functions["web"].environment
