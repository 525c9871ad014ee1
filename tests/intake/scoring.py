"""Scores the reader on folders of pasted texts with their expected readings; rules in tests/bookings/README.md."""

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.reading import FIELDS

TESTS = Path(__file__).parents[1]
OPEN = (
    TESTS / "bookings",
    *sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir() and path.name != "kept"),
)
KEPT = tuple(sorted((TESTS / "samples" / "kept").iterdir()))
LONGER_NOTES = {"fbtmwzd"}
"""The booking whose chat may stand behind its note."""
LOOSE = {"booking_id", "guest_name", "guest_email", "boat"}


@dataclass
class Score:
    """How one text, or a folder of them, was read; `faults` says what was not as expected."""

    texts: int = 0
    verdicts: int = 0
    named: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for name in ("texts", "verdicts", "named", "right", "wrong", "missed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    @property
    def found(self) -> float:
        """The share of the values to be had that were read rightly, in percent."""
        return 100 * self.right / max(1, self.right + self.wrong + self.missed)


def texts_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*.txt"))


def pasted(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def read_sample(path: Path) -> tuple[dict[str, Any], Reading]:
    wanted: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return wanted, read(pasted(path), today=datetime.date.fromisoformat(wanted["today"]))


def score_text(path: Path) -> Score:
    """The score of one text; of one that no charter may come of, only the verdict, the id and the status count."""
    wanted, reading = read_sample(path)
    score = Score(texts=1)
    codes = {problem.code.value for problem in reading.problems}
    if reading.expect == wanted["expect"]:
        score.verdicts = 1
    else:
        score.faults.append(f"verdict {reading.expect} {sorted(codes)}, not {wanted['expect']} {wanted['problems']}")
    if codes == set(wanted["problems"]) == set() or codes & set(wanted["problems"]):
        score.named = 1
    else:
        score.faults.append(f"problems {sorted(codes)}, not {wanted['problems']}")
    for want, got in _pairs(wanted, reading):
        _compare(want, got, wanted.get("also_ok", {}) if want is wanted else {}, score)
    return score


def score_folder(folder: Path) -> Score:
    total = Score()
    for path in texts_of(folder):
        one = score_text(path)
        one.faults = [f"{path.stem}: {fault}" for fault in one.faults]
        total.add(one)
    return total


def _pairs(wanted: dict[str, Any], reading: Reading) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    if wanted.get("bookings"):
        found = {str(part.booking_id).casefold(): part.to_json() for part in reading.bookings}
        for part in wanted["bookings"]:
            yield part, found.get(str(part["booking_id"]).casefold(), {})
    else:
        yield wanted, reading.to_json()


def _compare(wanted: Mapping[str, Any], got: Mapping[str, Any], also: Mapping[str, Any], score: Score) -> None:
    others_too = ("notes",) if wanted.get("booking_id") in LONGER_NOTES else ()
    fields = ("booking_id", "status") if wanted.get("expect") == "refuse" else FIELDS
    for name in fields:
        want, value = _plain(name, wanted[name]), _plain(name, got.get(name))
        others = also.get(name, ())
        good = {want, *(_plain(name, other) for other in (others if isinstance(others, list) else [others]))}
        if value in good or (name in others_too and want and value and want in value):
            score.right += want is not None
        elif value is None:
            score.missed += 1
            score.faults.append(f"{name} missed: {wanted[name]!r}")
        else:
            score.wrong += 1
            score.faults.append(f"{name} wrong: {got.get(name)!r}, not {wanted[name]!r}")


def _plain(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return round(float(value), 4)
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(value))).strip()
    return text.casefold() if name in LOOSE else text


def main() -> None:
    """Print the score of each folder; of the kept ones only the figures."""
    for folder in (*OPEN, *KEPT):
        score = score_folder(folder)
        print(
            f"{folder.relative_to(TESTS).as_posix():22} {score.texts:3} texts: verdicts {score.verdicts}, "
            f"problems named {score.named}, values right {score.right}, wrong {score.wrong}, missed {score.missed} "
            f"({score.found:.1f} % found)"
        )
        for fault in score.faults if folder in OPEN else ():
            print("   ", fault)


if __name__ == "__main__":
    main()
