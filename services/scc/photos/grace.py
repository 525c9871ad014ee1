"""How long after a trip photos are still taken: one key of ``boats.toml``."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

BOATS_FILE = Path(__file__).parents[3] / "boats.toml"
GRACE = dt.timedelta(days=7)
"""For a boat that does not say."""


def grace_of(boat: str | None) -> dt.timedelta:
    return _all_graces().get(boat or "", GRACE)


@cache
def _all_graces() -> Mapping[str, dt.timedelta]:
    document = tomllib.loads(BOATS_FILE.read_text(encoding="utf-8"))
    days = {boat: section.get("photo_grace_days") for boat, section in document.items()}
    return {boat: dt.timedelta(days=int(given)) for boat, given in days.items() if given is not None}
