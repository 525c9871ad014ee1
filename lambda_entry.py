"""The bot's Lambda entries: ``lambda_entry.slack`` and ``lambda_entry.worker``.

Nothing heavy is imported here. Lambda asks this module for its handler by name during init, and only that one is built.
"""

from collections.abc import Callable
from typing import Any


def __getattr__(name: str) -> Callable[..., Any]:
    if name == "slack":
        from bot.wiring.slack import slack_function

        return slack_function()
    if name == "worker":
        from bot.wiring.worker import worker_function

        return worker_function()
    raise AttributeError(f"lambda_entry has no entry {name!r}")
