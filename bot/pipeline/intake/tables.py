"""Finds tables: a line of labels above lines with as many values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.pipeline.intake.page import Line, Role
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import key, vocabulary

_CELL_EDGE = re.compile(r"\t|\s*\|\s*| {2,}")
_FEWEST_COLUMNS = 3


def cells(span: Span) -> list[Span]:
    """The cells of a line between tabs, bars or wide gaps."""
    bare = span.strip("|") if "|" in span.text else span
    if not _CELL_EDGE.search(bare.text):
        return [bare.strip()]
    edges = [0, *(edge for mark in _CELL_EDGE.finditer(bare.text) for edge in mark.span()), len(bare.text)]
    return [bare.cut(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def headers(lines: Sequence[Line]) -> dict[int, int]:
    """For each row of a table, the index of the line with its column labels."""
    rows: dict[int, int] = {}
    header: int | None = None
    width = 0
    for index, line in enumerate(lines):
        if line.role in (Role.BLANK, Role.RULE):
            continue
        columns = cells(line.span) if line.tells else []
        if _is_header(columns):
            header, width = index, len(columns)
        elif header is not None and len(columns) == width:
            rows[index] = header
        else:
            header = None
    return rows


def _is_header(columns: Sequence[Span]) -> bool:
    if len(columns) < _FEWEST_COLUMNS:
        return False
    labels = vocabulary().labels
    known = sum(key(column.text) in labels for column in columns)
    return known >= _FEWEST_COLUMNS and known * 4 >= len(columns) * 3
