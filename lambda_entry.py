"""The bot's Lambda entries, as ``lambda_entry.slack``: slack, worker, signals and missing_page.

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
    if name == "signals":
        from bot.wiring.signals import signals_function

        return signals_function()
    if name == "missing_page":
        from bot.wiring.missing_page import missing_page_function

        return missing_page_function()
    raise AttributeError(f"lambda_entry has no entry {name!r}")
