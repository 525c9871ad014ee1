"""Heeds what a colleague wrote above a forwarded booking where it contradicts the booking: neither is taken then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from bot.pipeline.intake.chats import spoken
from bot.pipeline.intake.counts import people_in
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Doubt, Fact, Facts
from bot.pipeline.intake.halves import choose_halves
from bot.pipeline.intake.lines import Role
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.prose import clauses_in, sentences_in
from bot.pipeline.intake.reading import ProblemCode
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary
from bot.pipeline.intake.whens import names_other_event

_QUOTES = ("“", "”", '"', "«", "‘", "„")
_MOMENTS = ("start_local", "end_local", "duration_hours")
_OLD = cued(r"(?i),? (?:{in_place_of}) .*|\b(?:{from_the_old})")
_HEADS_OF_THREADS = cued(r"{heads_of_threads}")
_SPEAKER = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?(?:,? [^:]{1,20})?(?::\d\d[^:]{0,5})?:\s\S")
_FEWEST_WORDS = 4
_FEWEST_LABELS = 2
_NAMES_GUEST = cued(r"\b(?:{names_the_guest})\b")
_MORE = cued(r"\b(?:{more_people})\b")
_SETS_AGAINST = cued(r"\b(?:{sets_against})\b")
# A message that proposes another time or count, and how the other one takes it.
_PROPOSES = cued(r"\b(?:{proposes})\b")
_AGREES = cued(r"\b(?:{agrees})\b")
_REFUSES = cued(r"\b(?:{refuses})\b")
_MOST_REPLIES = 4
_SMALL_NUMBER = re.compile(r"(?<![\w$:/.,-])\d{1,2}(?![\w:/-]|[.,]\d)")
_NUMBER_OF_DAY = cued(r"\b(\d{1,2})(?:{ordinal})\b")
_HOUR = cued(r"\b(?:{at}) (\d{1,2})\b(?![:/])")


def heed_remarks(evidence: Evidence, facts: Facts) -> None:
    """Put what the remarks contradict in doubt, and out of the facts."""
    party, start = facts.values.get("party_size"), facts.values.get("start_local")
    for remark in _remarks(evidence):
        told = _OLD.sub("", remark.text)
        corrected = _correcting().search(fold(remark.text)) is not None
        if party is not None and _doubts_count(fold(remark.text), party):
            _doubt(facts, party, remark, "party_size")
        counted = corrected or _is_prose(remark.text)
        if party is not None and _is_another_party(fold(told), party, counted=counted):
            _doubt(facts, party, remark, "party_size")
        if corrected and start is not None and not names_other_event(told) and _is_another_moment(told, facts):
            _doubt(facts, start, remark, *_MOMENTS)
        if corrected and _NAMES_GUEST.search(fold(told)) and (guest := facts.values.get("guest_name")) is not None:
            _doubt(facts, guest, remark, "guest_name")


def heed_agreements(evidence: Evidence, facts: Facts) -> None:
    """Put in doubt what a chat below the booking proposes otherwise and the other side agrees to."""
    party, start = facts.values.get("party_size"), facts.values.get("start_local")
    if start is None:
        return
    below = tuple(line for line in evidence.lines if line.role is Role.CHAT and line.span.at > start.span.at)
    said = [line.span for line in spoken(below) if line.role is Role.BODY]
    for at, message in enumerate(said):
        folded = fold(message.text)
        if not (_PROPOSES.search(folded) or _correcting().search(folded)):
            continue
        replies = "\n".join(fold(reply.text) for reply in said[at + 1 : at + 1 + _MOST_REPLIES])
        if not _AGREES.search(replies) or _REFUSES.search(replies):
            continue
        clauses = clauses_in(message)
        told = _OLD.sub("", ", ".join(clause.text for clause in clauses if not names_other_event(clause.text)))
        if _is_another_moment(told, facts):
            kept = 1 if _lasts_as_long(told, facts) else 0
            _doubt(facts, start, message, *_MOMENTS[: len(_MOMENTS) - kept])
        if party is not None and _is_another_party(fold(told), party, counted=True):
            _doubt(facts, party, message, "party_size")


def _lasts_as_long(text: str, facts: Facts) -> bool:
    """Whether the times of the text are as far apart as the booking is long."""
    hours = facts.values.get("duration_hours")
    if hours is None:
        return False
    length = float(str(hours.value))
    for pair in find_mentions(text).times:
        first, last = choose_halves(pair, length) if pair.last else (None, None)
        if first is not None and last is not None:
            apart = (last.hour - first.hour) % 24 + (last.minute - first.minute) / 60
            return abs(apart - length) < 1e-6
    return False


def _doubt(facts: Facts, fact: Fact, remark: Span, *fields: str) -> None:
    for field in fields:
        facts.values.pop(field, None)
    printed = " and ".join(f"“{' '.join(words.split())[:60]}”" for words in (fact.span.text, remark.text))
    doubt = Doubt(ProblemCode.CONFLICTING_VALUES, fields, printed)
    if all(known.fields != fields for known in facts.doubts):
        facts.doubts.append(doubt)


def _remarks(evidence: Evidence) -> Iterator[Span]:
    """The sentences above the first label of a booking in labelled lines."""
    labelled = [pair.line for pair in evidence.pairs if pair.meaning in ("party", "start", "date", "id", "guest")]
    if len(labelled) < _FEWEST_LABELS:
        return
    above = evidence.lines[: min(labelled)]
    claimed = {pair.line for pair in evidence.pairs}
    if _is_thread(
        [line.span.text.strip() for i, line in enumerate(above) if line.role is Role.BODY and i not in claimed]
    ):
        return
    for line in above:
        if line.role is Role.BODY and line.span.text.strip()[:1] not in _QUOTES:
            yield from sentences_in(line.span)


def _is_prose(text: str) -> bool:
    """Whether the words are no title with how many she holds, nor a calendar's `2 guests`."""
    words = text.split()
    return len(words) >= _FEWEST_WORDS and sum(word[:1].isupper() for word in words) * 2 < len(words)


def _is_thread(texts: Sequence[str]) -> bool:
    """Whether the lines are messages between guest and owner, whose last word the booking is."""
    headed = any(":" not in text.removesuffix(":") and _HEADS_OF_THREADS.match(key(text)) for text in texts)
    return headed or sum(_SPEAKER.match(text) is not None for text in texts) > 1


def _is_another_party(folded: str, party: Fact, *, counted: bool) -> bool:
    people = people_in(folded, counted=counted)
    return any(count != party.value for count in people) or (counted and _MORE.search(folded) is not None)


def _doubts_count(folded: str, party: Fact) -> bool:
    """Whether the count is set against another one, as in `it says 6 below but she told me 8`."""
    if not _SETS_AGAINST.search(folded):
        return False
    found = find_mentions(folded)
    taken = [(day.start, day.end) for day in found.days]
    taken += [(pair.first.start, (pair.last or pair.first).end) for pair in found.times]
    numbers = {
        int(number[0])
        for number in _SMALL_NUMBER.finditer(folded)
        if not any(start <= number.start() < end for start, end in taken)
    }
    return len(numbers) > 1 and party.value in numbers


def _is_another_moment(text: str, facts: Facts) -> bool:
    """Whether a correction names a day or a time that is neither that of the start nor that of the end."""
    known = [fact.value for name in _MOMENTS if (fact := facts.values.get(name)) is not None]
    moments = [value for value in known if isinstance(value, datetime)]
    found = find_mentions(text)
    days = {option for day in found.days for option in day.options}
    if days - {(moment.month, moment.day) for moment in moments}:
        return True
    folded = fold(text)
    if {int(day) for day in _NUMBER_OF_DAY.findall(folded)} - {moment.day for moment in moments}:
        return True
    if {int(hour) % 12 for hour in _HOUR.findall(folded)} - {moment.hour % 12 for moment in moments}:
        return True
    times = [clock for pair in found.times for clock in (pair.first, pair.last) if clock is not None]
    return any(not set(clock.readings()) & {moment.time() for moment in moments} for clock in times)


@cache
def _correcting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(vocabulary().correcting)})\b")
