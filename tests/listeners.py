"""What the bot listens to, as `build_app` asks Bolt for it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from slack_bolt import App

import bot.app
from bot.handlers.office import Office
from bot.ports import Settings


def registered(monkeypatch: pytest.MonkeyPatch, methods: Mapping[str, str]) -> set[tuple[str, str]]:
    """What is registered by these methods of Bolt's App, each with the kind it stands for."""
    asked: set[tuple[str, str]] = set()

    class Noting(App):
        """Bolt's App, which notes what listeners are for."""

    def noting(kind: str, method: str) -> None:
        real = getattr(App, method)

        def note(self: App, constraints: Any, *more: Any, **named: Any) -> Any:
            wanted = constraints if isinstance(constraints, dict) else {"type": kind, "callback_id": constraints}
            assert isinstance(wanted["callback_id"], str), "a pattern cannot be compared"
            asked.add(({"message_action": "message"}.get(wanted["type"], wanted["type"]), wanted["callback_id"]))
            return real(self, constraints, *more, **named)

        setattr(Noting, method, note)

    for kind, method in methods.items():
        noting(kind, method)
    monkeypatch.setattr(bot.app, "App", Noting)

    def no_desk() -> Any:
        raise AssertionError("nobody asked for anything")

    settings = Settings("C0CHARTERS", frozenset(), {})
    bot.app.build_app(
        Office(settings, lambda: dt.datetime.now(dt.UTC), no_desk, no_desk, no_desk, no_desk, no_desk, lambda _: ""),
        lambda: "xoxb-1",
    )
    return asked
