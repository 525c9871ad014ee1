"""The stages in their order: normalise, lines, split, evidence, resolve, judge."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.pipeline.intake.boat import resolve_boat
from bot.pipeline.intake.chats import spoken
from bot.pipeline.intake.contacts import resolve_contacts
from bot.pipeline.intake.evidence import Evidence, gather, gather_from
from bot.pipeline.intake.facts import Doubt, Fact, Facts
from bot.pipeline.intake.guest import resolve_guest
from bot.pipeline.intake.ids import resolve_id
from bot.pipeline.intake.judge import judge, verdict
from bot.pipeline.intake.labels import read_pairs
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.moments import resolve_moments
from bot.pipeline.intake.money import resolve_money
from bot.pipeline.intake.normalise import normalise
from bot.pipeline.intake.page import bounded, read_lines
from bot.pipeline.intake.party import resolve_captain, resolve_party
from bot.pipeline.intake.places import resolve_notes, resolve_place
from bot.pipeline.intake.reading import Found, ProblemCode, Reading
from bot.pipeline.intake.remarks import heed_agreements, heed_remarks
from bot.pipeline.intake.split import split
from bot.pipeline.intake.tables import rows
from bot.pipeline.intake.threads import without_older
from bot.pipeline.intake.traced import Traced
from bot.pipeline.intake.wording import message, problem
from bot.pipeline.intake.zones import zone_of_boat

LONGEST_SOURCE = 200_000
LONGEST_TEXT = 20_000
"""Characters left of the source without its markup and encodings."""
_LINE_END = re.compile(r"\r\n?|\n")
HOME = ZoneInfo("America/Los_Angeles")


def read(text: str, *, today: date, zone: ZoneInfo = HOME) -> Reading:
    """The booking that the text tells of, on the wall clock of `zone`, as far as its first 20,000 characters go."""
    whole = normalise(text[:LONGEST_SOURCE])
    page = whole.head(LONGEST_TEXT)
    if not any(sign.isalnum() for sign in page.text):
        return _refusal(ProblemCode.EMPTY)
    original = _Original(text)
    lines = bounded(read_lines(page))
    unread = _unread(text, whole, lines)
    reading = _read_lines(lines, unread, page, original, today, zone)
    disputed = any(
        doubt.code is ProblemCode.CONFLICTING_VALUES and "start_local" in doubt.fields for doubt in reading.problems
    )
    if (
        reading.start_local is None
        and not reading.bookings
        and not disputed
        and any(line.role is Role.CHAT for line in lines)
    ):
        chat = _read_lines(spoken(lines), unread, page, original, today, zone)
        return chat if len(chat.found) > len(reading.found) or chat.bookings else reading
    return reading


def _read_lines(
    lines: tuple[Line, ...], unread: list[Doubt], page: Traced, original: _Original, today: date, zone: ZoneInfo
) -> Reading:
    table = rows(lines)
    pairs = read_pairs(lines, table)
    if (newest := without_older(lines, pairs)) is not None:
        lines, table = newest, rows(newest)
        pairs = read_pairs(lines, table)
    parts = split(lines, pairs, table)
    if len(parts) == 1:
        return _read_booking(gather_from(lines, pairs, table), unread, page, original, today, zone)
    if parts[-1][-1] is not lines[-1]:
        unread = [Doubt(ProblemCode.TOO_LONG, ())]
    readings = [_read_booking(gather(part), [], page, original, today, zone) for part in parts]
    count = f"{len(readings)} or more" if unread else str(len(readings))
    several = Doubt(ProblemCode.MULTIPLE_BOOKINGS, (), count)
    problems = tuple(problem(doubt) for doubt in (several, *unread))
    return Reading(problems=problems, expect="review", bookings=tuple(readings))


def _unread(text: str, whole: Traced, lines: Sequence[Line]) -> list[Doubt]:
    """The doubt that something stands in what was not looked at."""
    cut = len(text) > LONGEST_SOURCE or bool(whole.text[lines[-1].span.end :].strip())
    return [Doubt(ProblemCode.TOO_LONG, ())] if cut or any(line.role is Role.UNREAD for line in lines) else []


def _refusal(code: ProblemCode) -> Reading:
    problems = (problem(Doubt(code, ())),)
    return Reading(problems=problems, expect="refuse", message=message(problems, "refuse"))


class _Original:
    """The pasted text with the offsets of its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line_starts = [0, *(mark.end() for mark in _LINE_END.finditer(text))]

    def found(self, fact: Fact, page: Traced) -> Found:
        """The fact with its place in the pasted text."""
        start, end = page.place(fact.span.at, fact.span.end)
        line = bisect_right(self.line_starts, start)
        return Found(value=fact.value, start=start, end=end, line=line, words=self.text[start:end], why=fact.why)


def _read_booking(
    evidence: Evidence, unread: list[Doubt], page: Traced, original: _Original, today: date, zone: ZoneInfo
) -> Reading:
    facts = Facts()
    resolve_id(evidence, facts)
    resolve_moments(evidence, facts, today, zone_of_boat(evidence, zone))
    resolve_boat(evidence, facts)
    resolve_guest(evidence, facts)
    resolve_party(evidence, facts)
    resolve_captain(evidence, facts)
    resolve_contacts(evidence, facts)
    resolve_money(evidence, facts)
    resolve_place(evidence, facts)
    resolve_notes(evidence, facts)
    heed_remarks(evidence, facts)
    heed_agreements(evidence, facts)
    doubts = judge(evidence, facts, unread)
    problems = tuple(problem(doubt) for doubt in doubts)
    expect = verdict(doubts)
    values: dict[str, Any] = {name: fact.value for name, fact in facts.values.items()}
    found = {name: original.found(fact, page) for name, fact in facts.values.items()}
    return Reading(**values, found=found, problems=problems, expect=expect, message=message(problems, expect))
