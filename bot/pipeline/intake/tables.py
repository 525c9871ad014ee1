"""Finds tables: a line of labels above lines with as many values, parted by tabs, bars, gaps, commas or semicolons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import key, vocabulary

_CELL_EDGE = re.compile(r"[\t|]| {2,}")
_CELL_MARK = re.compile(r"[\t|]|  ")
_QUOTED_CELL = r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^{mark}"]*))\s*(?:{mark}|$)'
_COMMAS = re.compile(_QUOTED_CELL.replace("{mark}", ","))
_SEMICOLONS = re.compile(_QUOTED_CELL.replace("{mark}", ";"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_FEWEST_COLUMNS = 3

Cutter = Callable[[Span], list[Span]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of values below the line of labels at index `header`, cell by cell."""

    header: int
    labels: tuple[Span, ...]
    values: tuple[Span, ...]


def rows(lines: Sequence[Line]) -> dict[int, Row]:
    """The rows of the tables by the index of their line."""
    found: dict[int, Row] = {}
    header: int | None = None
    cut: Cutter = _by_gaps
    labels: list[Span] = []
    new: int | None = None
    for index, line in enumerate(lines):
        if line.role in (Role.BLANK, Role.RULE):
            continue
        cells = _by_gaps(line.span) if line.tells else []
        change = _new_column(line, cells)
        if change is not None:
            header, new = index, change
            continue
        if new is not None and len(values := cells) > new:
            found[index] = Row(header or 0, (values[0],), (values[new],))
            continue
        new = None
        cutter = _header_cutter(line.span) if line.tells else None
        if cutter is not None:
            header, cut, labels = index, cutter, cutter(line.span)
            continue
        values = cut(line.span) if header is not None and line.tells else []
        filled = sum(bool(value.text) for value in values)
        if header is not None and filled * 2 < len(values):
            continue
        if header is not None and len(labels) - 1 <= len(values) <= len(labels):
            found[index] = Row(header, tuple(labels), tuple(values))
        else:
            header = None
    return found


def heads_change(line: Line) -> bool:
    """Whether the line heads a list of what was and what is."""
    return bool(_new_column(line, _by_gaps(line.span)))


def _new_column(line: Line, cells: Sequence[Span]) -> int | None:
    """The column of what holds now, if the line heads a list of what was and what is."""
    names = [key(cell.text) for cell in cells] if len(cells) > 1 and len(line.span.text) < 80 else []
    said = {name for name in names if name}
    if len(said) != 2 or not said & vocabulary().before_now or not said & vocabulary().now:
        return None
    return next(index for index, name in enumerate(names) if name in vocabulary().now) or None


def _header_cutter(span: Span) -> Cutter | None:
    """How the line is cut into labels, if it is a line of labels."""
    for mark, cutter in _CUTTERS:
        if span.text.count(mark) >= _FEWEST_COLUMNS - 1 and _are_labels(cutter(span)):
            return cutter
    return None


def _are_labels(columns: Sequence[Span]) -> bool:
    if len(columns) < _FEWEST_COLUMNS:
        return False
    labels = vocabulary().labels
    known = sum(key(in_words(column.text)) in labels for column in columns)
    return known >= _FEWEST_COLUMNS and known * 2 >= len(columns)


def in_words(name: str) -> str:
    """The name of a column as words, as `guest total` for `guest_total` and `guestTotal`."""
    return _HUMP.sub(" ", name)


def _by_gaps(span: Span) -> list[Span]:
    if not _CELL_MARK.search(span.text):
        return [span.strip()]
    bare = span.strip("|") if "|" in span.text else span
    edges = [0, *(edge for mark in _CELL_EDGE.finditer(bare.text) for edge in mark.span()), len(bare.text)]
    return [bare.cut(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _by_commas(span: Span) -> list[Span]:
    return _by_marks(span, _COMMAS)


def _by_semicolons(span: Span) -> list[Span]:
    return _by_marks(span, _SEMICOLONS)


def _by_marks(span: Span, cell: re.Pattern[str]) -> list[Span]:
    """The cells as RFC 4180 quotes them."""
    cells: list[Span] = []
    at = 0
    while at < len(span.text) and (match := cell.match(span.text, at)) and match.end() > at:
        name = "quoted" if match["quoted"] is not None else "bare"
        cells.append(span.cut(*match.span(name)))
        at = match.end()
    return cells if at >= len(span.text) else []


_CUTTERS = (("\t", _by_gaps), ("|", _by_gaps), ("  ", _by_gaps), (",", _by_commas), (";", _by_semicolons))
