"""The guest pages' own words, a catalogue a language, and how dates, times and numbers are said in it."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
FIRST = LANGUAGES[0]
WORDS = Path(__file__).parent / "words"


def suffix(language: str) -> str:
    """What is added to an address for this language; nothing for the first."""
    return "" if language == FIRST else f".{language}"


@dataclass(frozen=True)
class Speech:
    language: str
    words: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The words under ``section.key``."""
        words = str(self._held(key)).format(**values)
        return words.replace("m..", "m.")  # the point of an abbreviation ends a sentence, too

    def count(self, key: str, number: float) -> str:
        return self(f"{key}.{'one' if number == 1 else 'other'}", count=f"{number:g}")

    def word(self, section: str, name: str) -> str | None:
        """The word for a name that comes from elsewhere, if there is one."""
        found = self.words[section].get(name)
        return None if found is None else str(found)

    def nth(self, key: str, index: int) -> str:
        held: Sequence[str] = self._held(key)
        return held[min(index, len(held) - 1)]

    def listed(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return self("dates.and", names=", ".join(names[:-1]), last=names[-1])

    def day(self, date: dt.date, today: dt.date) -> str:
        return self(
            "dates.day" if date.year == today.year else "dates.day_with_year",
            weekday=self.nth("dates.weekdays", date.weekday()),
            month=self.nth("dates.months", date.month - 1),
            day=date.day,
            year=date.year,
        )

    def clock(self, at: dt.datetime) -> str:
        return self("dates.clock", hour=at.hour % 12 or 12, minute=f"{at:%M}", half=self._half(at))

    def hour(self, at: dt.datetime) -> str:
        return self("dates.hour", hour=at.hour % 12 or 12, half=self._half(at))

    def moment(self, at: dt.datetime, today: dt.date) -> str:
        return self("dates.moment", day=self.day(at.date(), today), clock=self.clock(at))

    def hours(self, start: dt.datetime, end: dt.datetime) -> str:
        starts, half = self.clock(start), self._half(start)
        if half == self._half(end):
            starts = starts.removesuffix(half).rstrip()
        return f"{starts}–{self.clock(end)}"

    def span(self, start: dt.datetime, end: dt.datetime, today: dt.date) -> str:
        if start.date() == end.date():
            return f"{self.day(start.date(), today)} · {self.hours(start, end)}"
        return f"{self.moment(start, today)} → {self.moment(end, today)}"

    def _half(self, at: dt.datetime) -> str:
        return self.nth("dates.halves", at.hour // 12)

    def _held(self, key: str) -> Any:
        section, _, name = key.partition(".")
        return self.words[section][name]


@cache
def speech(language: str) -> Speech:
    return Speech(language, tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8")))
