"""Tells whether the labels of a page stand below their values, as they do under the figures of some dashboards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.shapes import EMAIL, PHONE, SHAPE
from bot.pipeline.intake.traced import Span

_FEWEST = 3


def stand_below(lines: Sequence[Line], labels: Mapping[int, str]) -> bool:
    """Whether what stands above the lone labels (meaning by index of line) fits them better than what stands below."""
    above = sum(_fits(meaning, _at(lines, index, -1)) for index, meaning in labels.items())
    below = sum(_fits(meaning, _at(lines, index, +1)) for index, meaning in labels.items())
    return above >= _FEWEST and above > below


def _at(lines: Sequence[Line], index: int, step: int) -> str:
    near = index + step
    while 0 <= near < len(lines) and lines[near].role is Role.BLANK and step > 0:
        near += step
    return lines[near].span.text.strip() if 0 <= near < len(lines) and lines[near].tells else ""


def _fits(meaning: str, text: str) -> bool:
    if not text:
        return False
    if meaning in ("total", "payout"):
        return "$" in text
    if meaning == "party":
        return text.split()[0].isdigit()
    if meaning == "id":
        return bool(SHAPE.search(text))
    if meaning == "email":
        return bool(EMAIL.search(text))
    if meaning == "phone":
        return bool(PHONE.search(text))
    found = find_mentions(text)
    wanted = {"duration": found.lengths, "date": found.days, "time": found.times, "start": (*found.days, *found.times)}
    return bool(wanted.get(meaning, wanted["start"] if meaning == "end" else ()))


def value_above(lines: Sequence[Line], index: int) -> Span:
    """The value right above a label."""
    line = lines[index - 1] if index else None
    return line.span.strip("*") if line is not None and line.tells else Span("", 0)
