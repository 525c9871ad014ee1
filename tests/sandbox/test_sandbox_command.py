import argparse

import pytest

from cli import sandbox
from sandbox.world import Sandbox


def test_it_says_where_everything_is(world: Sandbox) -> None:
    said = sandbox.addresses(world)
    for place in ("/slack/events", "/slack/api/", "/calendar", "/events", "/crew/confirm", "/g/", "/inbox"):
        assert world.url + place in said


def test_it_serves_until_it_is_interrupted(
    world: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    asked = []
    monkeypatch.setattr(sandbox, "wait", interrupted)
    monkeypatch.setattr(Sandbox, "start", lambda **wishes: asked.append(wishes) or world)
    monkeypatch.setattr(world, "close", lambda: asked.append("closed"))
    parser = argparse.ArgumentParser()
    sandbox.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["sandbox", "--port", "8123"])
    assert arguments.run(arguments) == 0
    assert asked == [{"port": 8123, "automatic": True}, "closed"]
    assert world.url in capsys.readouterr().out
