"""A local Slack and a bot, each on its own port of this machine, with a clock that only tests move."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk import WebClient
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from sandbox.slack import LocalSlack, Message, Person
from tests.sandbox.slack.block_kit import labelled_button

TOKEN = "xoxb-sandbox"
SECRET = "signing-secret"


@dataclass
class Clock:
    now: float = 1_780_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class StubBot:
    """Answers each delivery with what the test has put in `answer`, and keeps the requests."""

    answer: Callable[[Request], Response] = lambda _request: Response()
    requests: list[Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        self.bodies.append(request.get_data())
        self.requests.append(request)
        return self.answer(request)(environ, start_response)

    def payload(self) -> dict[str, Any]:
        """The last interaction."""
        return json.loads(self.requests[-1].form["payload"])


Serve = Callable[[Any], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a WSGI application on a free port until the test ends; gives its URL."""
    running = []

    def start(application: Any) -> str:
        server = make_server("127.0.0.1", 0, application, threaded=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def signing_secret() -> str:
    return SECRET


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slack(clock: Clock, serve: Serve) -> LocalSlack:
    local = LocalSlack(bot_token=TOKEN, signing_secret=SECRET, real_clock=clock)
    local.base_url = serve(local.wsgi_app)
    local.add_user("UROWAN", "Rowan", "rowan@example.com")
    local.add_user("UANA", "Ana", "ana@example.com")
    local.add_channel("CCHARTERS", "charters", ["UROWAN", "UANA"])
    return local


@pytest.fixture
def bot(slack: LocalSlack, serve: Serve) -> StubBot:
    stub = StubBot()
    slack.events_url = serve(stub) + "/slack/events"
    return stub


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(token=TOKEN, base_url=f"{slack.base_url}/slack/api/")


@pytest.fixture
def rowan(slack: LocalSlack) -> Person:
    return slack.person("UROWAN")


@pytest.fixture
def message(slack: LocalSlack, client: WebClient) -> Message:
    elements = [labelled_button("yes"), labelled_button("no")]
    client.chat_postMessage(channel="CCHARTERS", text="Call", blocks=[{"type": "actions", "elements": elements}])
    return slack.messages("CCHARTERS")[0]
