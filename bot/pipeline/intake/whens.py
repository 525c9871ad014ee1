"""Tells which unlabelled days and times may be the charter's, and which are those of something else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise

from bot.pipeline.intake.clock import ClockRange, find_lengths
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.facts import Statement
from bot.pipeline.intake.mentions import Mentions, find_mentions
from bot.pipeline.intake.prose import segments
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_WORD = re.compile(r"\w")
_MONEY = re.compile(r"[$€£]\s?\d")
_CLAUSE_EDGE = re.compile(r"[,;.!?](?:\s|$)|:\s|\s[-–—·|/]\s")
_STAMP_OPENINGS = cued(r"{stamp_openings}")
_FOR = cued(r"\b(?:{for_that_day})$")
# What was, or what was and what is in one breath.
_OLD = cued(r"\b(?:{of_old})\b")
_NAMED = cued(r"(?:[A-Z][\w'’.-]+ (?:[a-z]{2,3} ){0,2}[A-Z]\S+|\b(?:{names_what_follows}))\s*$")
_FILLERS = cue_words("fillers")
_LONGEST_SENTENCE = 700
_LONGEST_LINE = 110
_NEAR = 50
_FROM_TO = cued(r"\b(?:{from_old_to_new})")
_WAS = cued(r"[,;(–-]\s?(?:{it_was})\b.*")
_WISHED = cued(r"\b(?:{wished})\b")
_BETWEEN = cued(r"\b(?:{between}) ?$")
_ENDING = cued(r"\b(?:{ending})(?: [a-z]+){0,3} ?$")
_MINUTES = 5
"""No charter starts at 7:12; messages are sent then."""


def when_told(chunk: Span, *, shorthand: bool) -> list[Statement]:
    """Day and time of a piece that begins with them (tier 2), or of running prose (tier 3)."""
    span = _what_is(chunk.strip("*•◦▪‣➤►▶- "))
    if len(span.text) > _LONGEST_SENTENCE:
        return []
    found = find_mentions(span.text)
    if found.first is None:
        return []
    days, times = found.days, found.times
    before = key(span.text[: found.first])
    if before.endswith(vocabulary().stamp_words) or _STAMP_OPENINGS.match(before):
        return []
    leading = not set(before.split()) - vocabulary().boat_names - _FILLERS
    if _OLD.search(fold(span.text)):
        return []
    if _is_elsewhen(span.text, found, leading=leading or shorthand):
        return []
    if shorthand:
        return [Statement("date" if days else "time", span, 2, "in the line itself")] if days or times else []
    if leading and not days and len(times) == 1 and times[0].last is None:
        behind = fold(span.text[times[0].first.end :]).strip(" -–—:")
        if _at_the_dock().match(behind) and not _charters().search(behind):
            return []
        if _returning().match(behind):
            return [Statement("end", span, 2, "in a line of its own")]
    if (about := _names_moment(span, found)) is not None:
        return [Statement(about, span, 2, "in a line of its own")]
    if not (times or found.lengths) and _MONEY.search(span.text):
        return []
    if (days or times) and leading and len(span.text) <= _LONGEST_LINE:
        return [Statement("date" if days else "time", span, 2, "in a line of its own")]
    if found.lengths and not days and not times:
        return [
            Statement("duration", piece, 2, "in a piece of its own")
            for piece in segments(span)
            if any(not _WORD.search(piece.text[: n.start] + piece.text[n.end :]) for n in find_lengths(piece.text))
        ]
    ranged = any(pair.last and pair.first.sure and pair.last.sure for pair in times)
    if not times and _MONEY.search(span.text):
        return []
    printed = any(day.relative is None or ranged for day in days)
    return [Statement("date", span, 3, "in running text")] if printed else []


def _names_moment(span: Span, found: Mentions) -> str | None:
    """What a line is about that is but the name of a start or an end and one time, as `Starts 2:45 PM`."""
    if found.days or found.lengths or len(found.times) != 1 or found.times[0].last:
        return None
    clock = found.times[0].first
    about = vocabulary().labels.get(key(span.text[: clock.start]))
    return about if about in ("start", "end") and clock.sure and not _WORD.search(span.text[clock.end :]) else None


def _what_is(span: Span) -> Span:
    """What stands behind `moved from Saturday to`, where it lasts."""
    if was := _WAS.search(fold(span.text)):
        span = span.cut(0, was.start())
    moved = _FROM_TO.search(fold(span.text))
    wished = moved and _WISHED.search(fold(span.text[: moved.end()]))
    told = moved and not wished and any(pair.last for pair in find_mentions(span.text[moved.end() :]).times)
    return span.cut(moved.end()) if moved and told else span


def times_told(sentence: Span) -> list[Statement]:
    """The times in a sentence that follows on one with a day and no time."""
    found = find_mentions(sentence.text)
    sure = found.times and all(pair.first.sure for pair in found.times)
    return [Statement("time", sentence, 3, "in the sentence after the day")] if sure and not found.days else []


def _is_elsewhen(text: str, found: Mentions, *, leading: bool) -> bool:
    """Whether the words round a day or a time make it that of a payment, a call, a deadline and the like.

    Such things happen at one moment, a charter lasts: a day with a range of times or a duration needs no word for it.
    """
    folded = fold(text)
    before, behind = folded[: found.first], folded[found.first :]
    lasts = bool(found.lengths) or any(pair.last for pair in found.times)
    if not lasts and any(pair.first.minute % _MINUTES for pair in found.times):
        return True
    clause = _CLAUSE_EDGE.split(before.rstrip().removesuffix(":"))[-1].strip()
    others = [word for word in _others().findall(clause) if not (_FOR.search(clause) and word in _settled())]
    if lasts and found.days:
        others = [word for word in others if word not in _settled()]
    if others:
        return not (_FOR.search(clause) and _charters().search(clause))
    if before.rstrip().endswith(":") and before.strip(" :") and not _charters().search(before):
        return not (lasts and found.days)
    if _FOR.search(clause):
        return False
    if lasts:
        named = found.days and (not clause or _NAMED.search(text[: found.first]) or SHAPE.search(text))
        return not named and not leading and not _charters().search(folded)
    if any(word not in _settled() for word in _others().findall(behind, 0, _NEAR)):
        return True
    return not leading and not _charters().search(folded)


def names_charter(text: str) -> bool:
    """Whether words for a charter, or one of the operator's boats, stand in the text."""
    return _charters().search(fold(text)) is not None


def own_times(text: str, times: Sequence[ClockRange]) -> tuple[ClockRange, ...]:
    """The times without those of boarding, calls, arrivals and the like, where others are left."""
    folded = fold(text)
    edges = [0, *(edge.end() for edge in _CLAUSE_EDGE.finditer(folded)), len(folded)]
    clauses = [folded[start:stop] for start, stop in pairwise(edges)]
    other = [
        bool(_at_the_dock().search(clause) or _others().search(clause))
        and not _charters().search(_without_boats(clause))
        for clause in clauses
    ]
    own = tuple(pair for pair in times if not other[bisect_right(edges, pair.first.start) - 1])
    return own or tuple(times)


def _without_boats(folded: str) -> str:
    return " ".join(word for word in folded.split() if word.strip(",.") not in vocabulary().boat_names)


def ends_there(text: str, pair: ClockRange) -> bool:
    """Whether something is over at a single time, as in `back at 4 PM`, or is some time in a range of them."""
    if pair.last is not None:
        return _BETWEEN.search(fold(text[: pair.first.start])) is not None
    return _ENDING.search(fold(text[: pair.first.start])) is not None


def names_other_event(text: str) -> bool:
    """Whether words for a payment, a call, an arrival and the like stand in the text."""
    return _others().search(fold(text)) is not None


def _settled() -> Collection[str]:
    return vocabulary().status_words


@cache
def _charters() -> re.Pattern[str]:
    known = vocabulary()
    return re.compile(rf"\b(?:{'|'.join((*known.charter_words, *sorted(known.boat_names)))})\b")


@cache
def _returning() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(vocabulary().returning)})\b")


@cache
def _at_the_dock() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(vocabulary().at_the_dock)})\b")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(vocabulary().other_events)})\b")
