import argparse
import socket
import webbrowser
from typing import Any

import pytest

from cli import play
from sandbox.world import Sandbox


@pytest.fixture
def asked(world: Sandbox, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is started and opened; the person presses Ctrl-C at once."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    asked: list[Any] = []
    monkeypatch.setattr(play, "wait", interrupted)
    monkeypatch.setattr(Sandbox, "start", lambda **wishes: asked.append(wishes) or world)
    monkeypatch.setattr(world, "close", lambda: asked.append("closed"))
    monkeypatch.setattr(webbrowser, "open", asked.append)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setattr(play, "PORT", probe.getsockname()[1])
    return asked


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    play.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["play", *arguments])
    return int(parsed.run(parsed))


def test_it_opens_the_page_at_its_usual_address(
    world: Sandbox, asked: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert asked == [{"port": play.PORT, "automatic": True}, f"{world.url}/", "closed"]
    assert f"{world.url}/\n" in capsys.readouterr().out


def test_it_takes_any_port_where_the_usual_one_is_taken(asked: list[Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", play.PORT))
        taken.listen()
        assert run("--no-browser") == 0
    assert asked == [{"port": 0, "automatic": True}, "closed"]
