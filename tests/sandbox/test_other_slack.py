"""A sandbox whose Slack, and whose AWS, are elsewhere: another Slack on a port of its own plays the real workspace."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from werkzeug.serving import make_server

from cli.main import parser
from cli.sandbox import other_secrets, other_slack
from sandbox import cast
from sandbox.cast import SandboxSecrets
from sandbox.other_slack import NoConnection, OtherSlack, api_url, findings
from sandbox.slack import LocalSlack
from sandbox.world import Sandbox
from tests.journeys.play import booking_text

TOKEN, SECRET, APP_TOKEN = "xoxb-elsewhere", "their signing secret", "xapp-1-elsewhere"
BOSS, ANA_THERE, CHANNEL = "U0BOSS", "U0SOMEBODY", "C0OFFICE"
SECONDS = 60


@dataclass
class Elsewhere:
    """Another Slack, served; `called` wakes whoever waits for the bot's calls."""

    slack: LocalSlack
    called: threading.Condition = field(default_factory=threading.Condition)

    @property
    def api(self) -> str:
        return f"{self.slack.base_url}/slack/api/"

    def serve(self, environ: dict[str, Any], start_response: Any) -> Any:
        answer = list(self.slack.wsgi_app(environ, start_response))
        with self.called:
            self.called.notify_all()
        return answer

    def await_words(self, words: str, seen: Callable[[], list[str]]) -> None:
        """Returns once a message with these words is there."""
        with self.called:
            found = self.called.wait_for(lambda: any(words in each for each in seen()), SECONDS)
        assert found, seen()

    def in_channel(self) -> list[str]:
        said = self.slack.messages(CHANNEL)
        replies = [reply for each in said for reply in self.slack.messages(CHANNEL, each.ts)]
        return [each.plain_text() for each in (*said, *replies)]

    def to_ana(self) -> list[str]:
        return [each.plain_text() for each in self.slack.dm(ANA_THERE)]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    slack = LocalSlack(bot_token=TOKEN, signing_secret=SECRET)
    slack.scopes = cast.manifest_scopes()
    slack.add_user(BOSS, "Bo Marsh")
    slack.add_user(ANA_THERE, "Somebody Else")
    slack.add_channel(CHANNEL, "office", [BOSS])
    there = Elsewhere(slack)
    server = make_server("127.0.0.1", 0, there.serve, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    slack.base_url = f"http://127.0.0.1:{server.port}"
    yield there
    server.shutdown()
    thread.join()
    server.server_close()


def book(slack: LocalSlack) -> None:
    """As an operator of the other workspace: the command, the paste, the review."""
    boss = slack.person(BOSS)
    opened = boss.command("/charter new", CHANNEL)
    assert opened.view is not None, opened
    review = boss.submit(opened.view, {"text": booking_text(day="May 30, 2031")})
    assert review.view is not None, review
    saved = boss.submit(review.view, {"captain": "ana", "crew": ["miguel"]})
    assert saved.view is not None, saved
    assert "Saved as KWBZPGD" in saved.view.plain_text()


def test_a_booking_is_made_in_another_slack(elsewhere: Elsewhere, tmp_path: Path) -> None:
    secrets = SandboxSecrets(bot_token=TOKEN, signing_secret=SECRET)
    there = OtherSlack(elsewhere.api, CHANNEL, (BOSS,), {"ana": ANA_THERE})
    slack = elsewhere.slack
    with Sandbox.start(automatic=False, folder=tmp_path, slack=there, secrets=secrets) as sandbox:
        slack.events_url = f"{sandbox.url}/slack/events"
        book(slack)
        sandbox.settle()
        assert "asked" in slack.messages(CHANNEL)[0].plain_text()
        ana = slack.person(ANA_THERE)
        assert ana.click(slack.dm(ANA_THERE)[-1], "crew:confirmed").ok
        sandbox.settle()
        status = slack.messages(CHANNEL)[0]
        assert "Captain Ana Reyes: yes" in status.plain_text()
        assert "Ana Reyes said yes, in Slack." in elsewhere.in_channel()
        assert {mail.to for mail in sandbox.mails} == {"ana@example.com", "miguel@example.com"}
        nothing_here = httpx.post(f"{sandbox.url}/slack/api/auth.test", headers={"Authorization": f"Bearer {TOKEN}"})
        assert nothing_here.status_code == 404
        with httpx.Client(headers={"X-Service-Key": secrets.service_key}) as client:
            members = client.get(f"{sandbox.url}/roster").json()["members"]
    assert {each["crew_id"]: each.get("slack_user") for each in members} == {
        "ana": ANA_THERE,
        **dict.fromkeys(["tomas", "miguel", "june", "pia"]),
    }
    assert slack.faults == []


@contextmanager
def process(folder: Path, *command: str, **environment: str) -> Iterator[Iterator[str]]:
    """A program of its own, with the lines it says."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SLACK_"))}
    started = subprocess.Popen(
        [sys.executable, "-u", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        text=True,
        env={**bare, **environment},
    )
    assert started.stdout is not None
    try:
        yield iter(started.stdout.readline, "")
    finally:
        started.terminate()
        started.stdout.close()
        started.wait()


def line_with(words: str, lines: Iterator[str]) -> str:
    said = []
    for line in lines:
        said.append(line)
        if words in line:
            return line
    raise AssertionError("".join(said))


OTHER_AWS = """
import threading
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print("AWS at", *server.get_host_and_port())
threading.Event().wait()
"""
CHARTER = "from cli.main import main; main()"


def test_the_command_uses_another_slack_and_another_aws(elsewhere: Elsewhere, tmp_path: Path) -> None:
    with process(tmp_path, "-c", OTHER_AWS) as aws_lines:
        _, _, host, port = line_with("AWS at", aws_lines).split()
        options = (
            "--slack-url",
            elsewhere.api,
            "--channel",
            CHANNEL,
            "--operators",
            BOSS,
            "--crew",
            f"ana={ANA_THERE}",
        )
        secrets = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET}
        with process(
            tmp_path, "-c", CHARTER, "sandbox", *options, AWS_ENDPOINT_URL=f"http://{host}:{port}", **secrets
        ) as lines:
            assert "Connected to sandbox as @charter.bot" in line_with("Connected", lines)
            endpoint = line_with("Slack endpoint", lines).split()[-1]
            line_with("Ctrl-C", lines)
            elsewhere.slack.events_url = endpoint
            book(elsewhere.slack)
            elsewhere.await_words("Can you crew JADA?", elsewhere.to_ana)
            elsewhere.await_words("Guest page", elsewhere.in_channel)
            inbox = httpx.get(endpoint.replace("/slack/events", "/inbox"), timeout=SECONDS)
            assert (inbox.status_code, "cannot be read from here" in inbox.text) == (200, True)
            tables = httpx.post(
                f"http://{host}:{port}/",
                json={},
                headers={
                    "X-Amz-Target": "DynamoDB_20120810.ListTables",
                    "Content-Type": "application/x-amz-json-1.0",
                    "Authorization": "AWS4-HMAC-SHA256 Credential=test/20310530/us-west-2/dynamodb/aws4_request",
                },
            ).json()["TableNames"]
            assert any(name.startswith("charter-bot-sandbox-") for name in tables), tables
    assert elsewhere.slack.faults == []


def test_the_command_serves_a_workspace_over_socket_mode(elsewhere: Elsewhere, tmp_path: Path) -> None:
    door = elsewhere.slack.listen(APP_TOKEN)
    options = ("--socket-mode", "--slack-url", elsewhere.api, "--channel", CHANNEL, "--operators", BOSS)
    try:
        with process(
            tmp_path, "-c", CHARTER, "sandbox", *options, SLACK_BOT_TOKEN=TOKEN, SLACK_APP_TOKEN=APP_TOKEN
        ) as lines:
            line_with("over a WebSocket", lines)
            line_with("Ctrl-C", lines)
            book(elsewhere.slack)
            elsewhere.await_words("KWBZPGD · Marisol", elsewhere.in_channel)
            assert elsewhere.slack.person(BOSS).command("/charter help", CHANNEL).message is not None
    finally:
        door.close()
    assert elsewhere.slack.faults == []


def test_what_has_to_be_mended_there_is_said_at_the_start(elsewhere: Elsewhere) -> None:
    elsewhere.slack.scopes = cast.manifest_scopes() - {"im:write"}
    elsewhere.slack.add_channel("C0OTHER", "other", [BOSS], bot_is_member=False)
    asked = OtherSlack(elsewhere.api, "C0OTHER", (BOSS, "U0NOBODY"), {"ana": "U0NOONE"})
    connected, scopes, channel, operator, crew = findings(asked, TOKEN, cast.manifest_scopes())
    assert connected.startswith("Connected to")
    assert "install it again with the scopes im:write" in scopes
    assert channel.startswith("--channel: the bot is not in the channel C0OTHER. Write /invite")
    assert operator.startswith("--operators: there is nobody with the id U0NOBODY.")
    assert crew.startswith("--crew: there is nobody with the id U0NOONE.")


def test_a_wrong_token_or_address_is_one_sentence(elsewhere: Elsewhere) -> None:
    with pytest.raises(NoConnection, match=r"refused the bot's token \(invalid_auth\).*xoxb-"):
        list(findings(OtherSlack(elsewhere.api), "xoxb-wrong", frozenset()))
    with pytest.raises(NoConnection, match="Nothing that talks like Slack answered at"):
        list(findings(OtherSlack(f"{elsewhere.slack.base_url}/elsewhere/"), TOKEN, frozenset()))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://slack.com", "https://slack.com/api/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/api/"),
        ("http://127.0.0.1:8000/slack/api", "http://127.0.0.1:8000/slack/api/"),
        ("https://slack.com/api/", "https://slack.com/api/"),
    ],
)
def test_the_address_of_a_slack(given: str, meant: str) -> None:
    assert api_url(given) == meant


SOME_SLACK = ["--slack-url", "https://slack.com/api/", "--slack-token", "xoxb-1", "--signing-secret", "s"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--slack-url", "slack.com"], "slack.com is not the address of a Slack"),
        (["--slack-url", "https://slack.com"], "Give --slack-token, or put it into SLACK_BOT_TOKEN."),
        (SOME_SLACK[:4], "Give --signing-secret"),
        ([*SOME_SLACK, "--channel", "#charters"], "#charters is not the id of a channel"),
        ([*SOME_SLACK, "--operators", "U0ONE,rowan"], "rowan is not the id of a person"),
        ([*SOME_SLACK, "--crew", "anna=U1"], "--crew anna=U1"),
        ([*SOME_SLACK, "--crew", "ana"], "--crew ana="),
    ],
)
def test_options_that_cannot_work_are_one_sentence(
    options: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    arguments = parser().parse_args(["sandbox", *options])
    with pytest.raises(ValueError, match=sentence):
        other_slack(arguments), other_secrets(arguments)


def test_secrets_come_from_options_or_else_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-environment")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "environment")
    given = other_secrets(parser().parse_args(["sandbox", *SOME_SLACK]))
    assert (given.bot_token, given.signing_secret) == ("xoxb-1", "s")
    assert "SLACK_BOT_TOKEN" not in os.environ
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-environment")
    found = other_secrets(parser().parse_args(["sandbox", "--socket-mode"]))
    assert found.bot_token == "xoxb-environment"
