"""What people write of a booking: what is read is right, and what is not sure is asked about."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.pipeline.intake import read
from bot.pipeline.intake.reading import FIELDS

TODAY = datetime.date(2026, 5, 1)
TEXTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "colleagues.toml").read_text("utf-8"))["texts"]


def _same(value: Any, wanted: Any) -> bool:
    return bool(value.casefold() == wanted.casefold() if isinstance(value, str) else value == wanted)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["text"].strip()[:50])
def test_what_colleagues_write(text: dict[str, Any]) -> None:
    reading = read(text["text"], today=TODAY).to_json()
    says, asked = text["says"], text.get("asked", ())
    found = {name: reading[name] for name in FIELDS if reading[name] is not None}
    assert {name: value for name, value in found.items() if name not in says or not _same(value, says[name])} == {}
    assert says.keys() - found.keys() <= set(asked)
    assert reading["expect"] == text["verdict"]
