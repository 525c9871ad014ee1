"""Takes running text apart: lines into sentences, sentences into clauses, jottings into their pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import REMEMBERED, key, vocabulary

# Each of these begins with a class of signs, at which alone the engine looks further.
_SENTENCE_END = re.compile(r"\s(?:(?<=[\w)\]”\"’%][.!?]\s)\s*(?=[^\W_a-z¿¡“«\"(]|[¿¡“«\"(])|(?<=[!?…]\s)\s*(?=\w))")
_ABBREVIATED = cued(r"(?:\b(?:{abbreviated}|[a-z])|\b[ap]\. ?m)\.$", re.IGNORECASE)
_CLAUSE_EDGE = cued(
    r"[;()“”«»\",:\s.!?…](?:(?<=[;()“”«»\"])\s*|(?<=[,:])(?:\s+|$)|(?<=\s)[-–—/|·•+&]+\s"
    r"|(?<=[.!?…]){!stops_in_a_clause}(?:{!stops_before_a_number}|(?!\s\d))(?<!\b\w.)[.!?…]*(?:\s+|$))"
)
_PIECE_EDGE = re.compile(
    r"[,;|·•:\s](?:(?<=[,;|·•])(?:(?!\s20\d\d\b)\s+|$)|(?<=:)\s|(?<=\s)(?:/\s|(?=x\d{1,2}\b)"
    r"|[-–—]\s(?!\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m?\b|h\b|$))))"
)
SLASHES = re.compile(r"\s//?\s")
_BARS = re.compile(r"[|·•\t]")
_SEGMENT = re.compile(r"\s(?:(?<=\t)\t*|[|·•]\s|(?<= ) +)")
_STATE = re.compile(r"\b[A-Z]{2}\s\d{5}\b")
_FIGURES = re.compile(r"[$€£]\s?\d|^[x~]?\d{1,3}\s?[^\W\d]+$|\d[.,]\d\d\b")
_LONGEST_JOTTING = 300
_MOST_WORDS = 7
_FEWEST_FACTS = 2
_SHORTEST_TEXT = 50
_LONGEST_ABBREVIATION = 8


def sentences_in(span: Span) -> list[Span]:
    """The sentences of a line; one where nothing ends but the line."""
    if len(span.text) < _SHORTEST_TEXT:
        return [span]
    parts: list[Span] = []
    done = 0
    for mark in _SENTENCE_END.finditer(span.text):
        if not _ABBREVIATED.search(span.text, max(mark.start() - _LONGEST_ABBREVIATION, 0), mark.start()):
            parts.append(span.cut(done, mark.start()))
            done = mark.end()
    return [part for part in (*parts, span.cut(done)) if part.text]


def clauses_in(span: Span) -> tuple[Span, ...]:
    """The parts of a sentence between its commas, dashes, brackets and quotes."""
    return _parts(span, _CLAUSE_EDGE)


def segments(span: Span) -> list[Span]:
    """The parts of a line between tabs, bars and middle dots."""
    parts: list[Span] = []
    done = 0
    for mark in _SEGMENT.finditer(span.text):
        parts.append(span.cut(done, mark.start()))
        done = mark.end()
    return [part for part in (*parts, span.cut(done)) if part.text]


@lru_cache(REMEMBERED)
def pieces_in(span: Span) -> tuple[Span, ...]:
    """The parts of a jotting between its slashes, or else its bars, or else its dashes and commas."""
    for mark, edge in (("/", SLASHES), ("|", _BARS), ("·", _BARS), ("•", _BARS), ("\t", _BARS)):
        if mark in span.text and len(edge.findall(span.text)) > 1:
            return _parts(span, edge)
    return _parts(span, _PIECE_EDGE)


@lru_cache(REMEMBERED)
def is_jotting(span: Span) -> bool:
    """Whether the line is a booking typed by hand in short pieces, as `jada sat 6/20 6-9p, 6 ppl, kim oduya`."""
    if len(span.text) > _LONGEST_JOTTING or _STATE.search(span.text):
        return False
    pieces = pieces_in(span)
    if (
        len(pieces) < 2
        or _is_named_value(span, pieces)
        or any(len(piece.text.split()) > _MOST_WORDS for piece in pieces)
    ):
        return False
    facts = len(list(islice((piece for piece in pieces if _is_fact(piece)), _FEWEST_FACTS))) == _FEWEST_FACTS
    return facts or (
        len(pieces) == 2 and any(_FIGURES.search(piece.text) or SHAPE.search(piece.text) for piece in pieces)
    )


def _is_named_value(span: Span, pieces: Sequence[Span]) -> bool:
    """Whether the line is but some words with a colon, and a value."""
    return len(pieces) == 2 and span.text[: pieces[1].at - span.at].rstrip().endswith(":")


def _is_fact(piece: Span) -> bool:
    words = vocabulary()
    bare = key(piece.text)
    if bare in words.status_words or bare in words.captain_words or SHAPE.search(piece.text):
        return True
    return bool(_FIGURES.search(piece.text)) or find_mentions(piece.text).first is not None


def _parts(span: Span, edge: re.Pattern[str]) -> tuple[Span, ...]:
    parts: list[Span] = []
    done = 0
    for mark in edge.finditer(span.text):
        parts.append(span.cut(done, mark.start()))
        done = mark.end()
    return tuple(part for part in (*parts, span.cut(done)) if part.text)
