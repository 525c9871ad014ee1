"""Tells whether the labels of a page stand below their values, as they do under the figures of some dashboards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.shapes import EMAIL, PHONE, SHAPE
from bot.pipeline.intake.traced import Span

_FEWEST = 3
_FEWEST_IN_BLOCK = 4
_STRICT = ("id", "party", "total", "payout", "email", "phone", "date", "time", "start", "end", "duration")


def stand_below(lines: Sequence[Line], labels: Mapping[int, str]) -> bool:
    """Whether what stands above the lone labels (meaning by index of line) fits them better than what stands below."""
    above = sum(_fits(meaning, _at(lines, index, -1)) for index, meaning in labels.items())
    below = sum(_fits(meaning, _at(lines, index, +1)) for index, meaning in labels.items())
    return above >= _FEWEST and above > below


def in_blocks(lines: Sequence[Line], labels: Mapping[int, str]) -> dict[int, int]:
    """The line of the value of each label, where as many values stand in a block below a block of labels."""
    block = _run(lines, labels, min(labels, default=0), labelled=True)
    behind = next((i for i in range(block.stop, len(lines)) if lines[i].role is not Role.BLANK), len(lines))
    values = _run(lines, labels, behind, labelled=False)
    if len(block) < _FEWEST_IN_BLOCK or len(values) != len(block):
        return {}
    strict = [(labels[label], lines[value].span.text) for label, value in zip(block, values, strict=True)]
    fitting = [_fits(meaning, text) for meaning, text in strict if meaning in _STRICT]
    return dict(zip(block, values, strict=True)) if len(fitting) >= _FEWEST and all(fitting) else {}


def _run(lines: Sequence[Line], labels: Mapping[int, str], begin: int, *, labelled: bool) -> range:
    """The lines from there on that are labels alone, or that are none."""
    end = begin
    while end < len(lines) and lines[end].tells and (end in labels) == labelled:
        end += 1
    return range(begin, end)


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
