"""The fleet as ``boats.toml`` describes it."""

import tomllib
from functools import cache
from pathlib import Path

from bot.domain.boat import Fleet, fleet_from_toml

BOATS_FILE = Path(__file__).parent.parent.parent / "boats.toml"


@cache
def load_fleet() -> Fleet:
    """Raises ``pydantic.ValidationError`` naming boat and key."""
    return fleet_from_toml(tomllib.loads(BOATS_FILE.read_text(encoding="utf-8")))
