"""Third stage: the separate bookings of a paste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.pipeline.intake.calendars import PAGE_BREAK
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.ids import is_of_the_past, read_id, shaped_ids
from bot.pipeline.intake.labels import Pair
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.tables import Row
from bot.pipeline.intake.vocabulary import fold

_LEAD = cued(r"{opens_a_booking}|\(?\d{1,2}[.)]\s")
# What is said once, above the bookings, of all of them.
_OF_ALL = cued(r"\b(?:{of_all})\b")
_MARKS = {"start", "guest", "party", "boat", "end", "date", "time", "id", "duration", "payout"}


MOST_BOOKINGS = 10
"""They are only counted and shown, for each has to be pasted by itself."""


def split(lines: Sequence[Line], pairs: Sequence[Pair], table: Mapping[int, Row]) -> list[tuple[Line, ...]]:
    """The lines of each of the first bookings, in order; one part where the text speaks of one booking or of none."""
    anchors = _anchors(lines, pairs)
    if len(anchors) < 2:
        return [tuple(lines)]
    if len(anchors) > MOST_BOOKINGS:
        lines, anchors = lines[: anchors[MOST_BOOKINGS]], anchors[:MOST_BOOKINGS]
        pairs = [pair for pair in pairs if pair.line < len(lines)]
    cuts = [0]
    for before, after in pairwise(anchors):
        cuts.append(_cut(lines, pairs, table, cuts[-1], before, after))
    cuts.append(len(lines))
    parts: list[tuple[Line, ...]] = []
    above = [line for line in lines[: anchors[0]] if line.tells and _OF_ALL.search(fold(line.span.text))]
    for start, stop in pairwise(cuts):
        columns = [lines[table[start].header]] if start in table and table[start].header < start else []
        parts.append((*columns, *(above if start else ()), *lines[start:stop]))
    return parts


def _anchors(lines: Sequence[Line], pairs: Sequence[Pair]) -> list[int]:
    """The first line of each different booking id; without ids, of each different guest with a start of his own."""
    ids: dict[str, int] = {}
    labelled: list[tuple[str, int]] = []
    for pair in pairs:
        if pair.meaning == "id" and (token := read_id(pair.value)) is not None and not is_of_the_past(token, lines):
            labelled.append((token.text.casefold(), pair.last))
    shaped = [
        (span.text.casefold(), index)
        for index, line in enumerate(lines)
        for span in shaped_ids(line)
        if not is_of_the_past(span, lines)
    ]
    for name, index in sorted({*labelled, *shaped}, key=lambda item: item[1]):
        ids.setdefault(name, index)
    if len(ids) != 0:
        return sorted(set(ids.values())) if len(set(ids.values())) == len(ids) else []
    guests: dict[str, int] = {}
    starts: set[str] = set()
    for pair in pairs:
        if pair.meaning == "guest":
            guests.setdefault(fold(pair.value.text), pair.line)
        elif pair.meaning in ("start", "date"):
            starts.add(fold(pair.value.text))
    return sorted(set(guests.values())) if len(guests) > 1 and len(starts) > 1 else []


def _cut(
    lines: Sequence[Line], pairs: Sequence[Pair], table: Mapping[int, Row], begin: int, before: int, after: int
) -> int:
    """The line, behind `before` and up to `after`, where the next booking begins."""
    for index in range(after, before, -1):
        if PAGE_BREAK in lines[index].span.text:
            return index
    seen = {pair.meaning for pair in pairs if begin <= pair.line <= before} & _MARKS
    repeat = next((p.line for p in pairs if p.line > before and p.meaning in seen), after)
    repeat = min(repeat, after)
    leads = [
        i for i in range(before + 1, repeat + 1) if lines[i].tells and _LEAD.match(fold(lines[i].span.text.strip()))
    ]
    if leads:
        first = leads[0]
        while first > before + 1 and lines[first - 1].role in (Role.HEADER, Role.SUBJECT):
            first -= 1
        return first
    breaks = [i for i in range(before + 1, repeat + 1) if lines[i].role is Role.RULE]
    if breaks:
        return breaks[-1]
    if repeat in table:
        return repeat
    blanks = [i for i in range(before + 1, repeat + 1) if lines[i].role is Role.BLANK]
    return blanks[-1] if blanks and repeat - blanks[-1] < 6 else repeat
