"""The composition roots, one module a function: environment -> settings -> adapters -> the function."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.adapters.toml_fleet import load_fleet
from bot.ports import Settings
from bot.settings import SlackSettings, WorkerSettings

Handler = Callable[[Mapping[str, Any], object], Any]


def settings_of(environment: SlackSettings | WorkerSettings) -> Settings:
    return Settings(environment.charters_channel, environment.operators, load_fleet())
