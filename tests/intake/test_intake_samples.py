"""Each sample text is read as its .json beside it says."""

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.reading import FIELDS

FOLDER = Path(__file__).parents[1] / "bookings"
SAMPLES = sorted(FOLDER.glob("[0-9]*.txt"))
LOOSE = {"booking_id", "guest_name", "guest_email", "boat"}

# Sample name -> fields that are not read yet. They may be missing, never wrong.
NOT_READ_YET: dict[str, set[str]] = {}


def read_sample(path: Path) -> tuple[dict[str, Any], Reading]:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    with path.open(encoding="utf-8", newline="") as file:
        return wanted, read(file.read(), today=datetime.date.fromisoformat(wanted["today"]))


def same(field: str, wanted: Any, value: Any) -> bool:
    if field == "notes" and wanted and value:
        return bool(wanted in value)
    if field in LOOSE and wanted is not None and value is not None:
        return bool(wanted.casefold() == value.casefold())
    return bool(wanted == value)


def mistakes(name: str, wanted: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    also = wanted.get("also_ok", {})
    return {
        field: (value[field], wanted[field])
        for field in FIELDS
        if not any(same(field, good, value[field]) for good in (wanted[field], *also.get(field, [])))
        and not (value[field] is None and field in NOT_READ_YET.get(name, ()))
    }


def test_samples_are_there() -> None:
    assert len(SAMPLES) > 30


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample(path: Path) -> None:
    wanted, reading = read_sample(path)
    assert (reading.expect, [problem.code for problem in reading.problems]) == (wanted["expect"], wanted["problems"])
    assert mistakes(path.stem, wanted, reading.to_json()) == {}
    parts = wanted.get("bookings", [])
    assert [booking.booking_id for booking in reading.bookings] == [part["booking_id"] for part in parts]
    for part, booking in zip(parts, reading.bookings, strict=True):
        assert mistakes(path.stem, part, booking.to_json()) == {}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_value_has_its_place(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    _, whole = read_sample(path)
    for reading in (whole, *whole.bookings):
        read_fields = {field for field in FIELDS if getattr(reading, field) is not None}
        assert set(reading.found) == read_fields
        for found in reading.found.values():
            assert text[found.start : found.end] == found.words
            assert found.words.strip()
            assert found.line == len(text[: found.start].replace("\r\n", "\n").split("\n"))
            assert found.why


def test_problems_are_questions_with_an_answer() -> None:
    for path in SAMPLES:
        _, reading = read_sample(path)
        for problem in reading.problems:
            assert problem.sentence.endswith((".", "?"))
            assert problem.confirm.startswith("I checked: ")
        assert bool(reading.message) == (reading.expect == "refuse")


def test_money_is_exact() -> None:
    _, reading = read_sample(FOLDER / "02-earnings-blank-lines.txt")
    assert reading.payout_usd == Decimal("1093.75")
    assert reading.to_json()["payout_usd"] == 1093.75
