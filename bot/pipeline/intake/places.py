"""Resolves where the guests board and what they wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.guest import is_wish
from bot.pipeline.intake.labels import Pair
from bot.pipeline.intake.lines import Role
from bot.pipeline.intake.meanings import says_nothing
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.statuses import status_of
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import key, vocabulary

_QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’", "„": "“", "'": "'"}
_GOES_ON = cued(
    r"[A-Z][\w .'-]{1,40},\s?[A-Z]{2}\b.{0,12}|(?:{berths}|{rooms})\b.{0,40}|\d{1,6}\s[A-Z].{3,60}", re.IGNORECASE
)
_TOWN = re.compile(r",\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3}(?:,\s[A-Z]{2})?(?=\.?\s*$|\.\s)")
_POST_BOX = cued(r"(?i)(?:{post_boxes})\b")
# What a platform notes on its own account, beside what it has in its footers.
_PLATFORMS = cued(r"\b(?:{to_the_owner})\b")
_OCCASIONS = cue_words("occasions")
_SHORTENED = cued(r"(?i)\b(?:{shortened})\.$")
_ADDRESS = re.compile(r"(?:[^\d,]{3,40}, )?\d{1,6} [A-Z].{5,60}, [A-Z]{2} \d{5}(?:, USA)?")
_ENDS = (*".!?…)", *_QUOTES.values())
_SHORTEST_FULL_LINE = 50
_LONGEST_PLACE = 200
_LONGEST_NOTE = 3000


def resolve_place(evidence: Evidence, facts: Facts) -> None:
    """Put the pickup place into the facts; the lines of an address are joined with commas."""
    found: list[Fact] = []
    for pair in evidence.pairs:
        if (
            pair.meaning != "pickup"
            or _is_moment(pair.value.text)
            or says_nothing(pair.value.text)
            or _POST_BOX.match(pair.value.text)
            or len(pair.value.text) > _LONGEST_PLACE
        ):
            continue
        lines = [pair.value]
        for more in pair.more[:3]:
            if not _GOES_ON.fullmatch(more.text):
                break
            lines.append(more)
        lines[-1] = _without_stop(lines[-1])
        value = ", ".join(_flat(line.text).rstrip(",") for line in lines)
        found.append(Fact(value, _hull(lines, evidence), _why(pair)))
    if not found:
        found = [
            Fact(_flat(place.text), place, statement.why)
            for statement in evidence.about("pickup")
            if (place := _with_town(statement.span, evidence))
            and statement.tier == 1
            and find_mentions(statement.span.text).first is None
        ]
    facts.settle("pickup_location", _most_exact(found or _below_moments(evidence)))


def _with_town(place: Span, evidence: Evidence) -> Span:
    """The place with the town that ends its sentence, as in `Meet at Sunroad Marina, San Diego`."""
    line = next((line.span for line in evidence.lines if line.span.at <= place.at < line.span.end), place)
    town = _TOWN.match(line.text, place.end - line.at)
    return line.cut(place.at - line.at, town.end()) if town else place


def _below_moments(evidence: Evidence) -> list[Fact]:
    """The address right below a line of a day and its times, as calendars show an event."""
    return [
        Fact(_flat(piece.span.text), piece.span, "the address below the day")
        for piece in evidence.loose
        if piece.line and _ADDRESS.fullmatch(piece.span.text) and _is_event(evidence.lines[piece.line - 1].span.text)
    ]


def _is_event(text: str) -> bool:
    found = find_mentions(text)
    return len(found.days) == 1 and found.first == 0 and any(pair.last for pair in found.times)


def resolve_notes(evidence: Evidence, facts: Facts) -> None:
    """Put the guest's words into the facts, without the quotes round them."""
    found: list[Fact] = []
    spoken = any(pair.meaning == "notes" and key(pair.label.text) not in _OCCASIONS for pair in evidence.pairs)
    for pair in evidence.pairs:
        if (
            pair.meaning == "notes"
            and not (spoken and key(pair.label.text) in _OCCASIONS)
            and (span := _note(pair, evidence)) is not None
        ):
            found.append(Fact(_flat(_unquoted(span).text), _unquoted(span), _why(pair)))
    if not found:
        found = [
            Fact(_flat(statement.span.text), statement.span, statement.why)
            for statement in evidence.about("notes")
            if statement.tier == 1
        ]
    quoted = [piece.span for piece in evidence.loose if piece.whole and _is_quote(piece.span.text)]
    if not found and len(quoted) == 1:
        found = [Fact(_flat(_unquoted(quoted[0]).text), _unquoted(quoted[0]), "a line in quotes")]
    wishes = [piece.span for piece in evidence.loose if is_wish(piece)]
    if not found and len(wishes) == 1:
        found = [Fact(_flat(wishes[0].text), wishes[0], "a wish in the line itself")]
    facts.settle("notes", found)


def _is_moment(text: str) -> bool:
    """Whether a day that is printed, or a time, stands where the place should; `Sun Harbor` begins with neither."""
    found = find_mentions(text)
    return found.first == 0 and (bool(found.times) or any(day.relative is None for day in found.days))


def _note(pair: Pair, evidence: Evidence) -> Span | None:
    opening = pair.value.text[:1]
    spans = [pair.value]
    if opening in _QUOTES and _QUOTES[opening] not in pair.value.text[1:]:
        for more in pair.more:
            spans.append(more)
            if _QUOTES[opening] in more.text:
                break
        else:
            spans = spans[:1]
    elif pair.line != _line_of(pair.value, evidence):
        spans += pair.more
    else:
        spans += _wrapped(pair)
    span = _hull(spans, evidence)
    bare = key(span.text)
    empty = bare in vocabulary().nothing or status_of(span.text) or not any(sign.isalnum() for sign in bare)
    platforms = bare.startswith(vocabulary().footers) or _PLATFORMS.search(bare)
    return None if empty or platforms or len(bare) > _LONGEST_NOTE else span


def _wrapped(pair: Pair) -> list[Span]:
    """The lines right below that the sentence goes on in."""
    lines: list[Span] = []
    for more in pair.more:
        above = lines[-1] if lines else pair.value
        full = above.text[-1:] == "," or len(above.text) > _SHORTEST_FULL_LINE
        if not full or above.text[-1:] in _ENDS or more.text[-1:] == ":" or not more.text[:1].islower():
            break
        lines.append(more)
    return lines


def _line_of(span: Span, evidence: Evidence) -> int:
    return next(
        (
            i
            for i, line in enumerate(evidence.lines)
            if line.role is not Role.BLANK and line.span.at <= span.at <= line.span.end
        ),
        -1,
    )


def _hull(spans: Sequence[Span], evidence: Evidence) -> Span:
    """One span over all of them, line ends between them included."""
    start, end = spans[0].at, spans[-1].end
    if len(spans) == 1:
        return spans[0]
    lines = [line.span for line in evidence.lines if line.span.end >= start and line.span.at < end]
    return Span("\n".join(line.text for line in lines)[start - lines[0].at : end - lines[0].at], start)


def _unquoted(span: Span) -> Span:
    text = span.text.strip()
    if len(text) > 2 and text[0] in _QUOTES and text.endswith(_QUOTES[text[0]]):
        return span.strip().cut(1, len(text) - 1)
    return span.strip()


def _without_stop(place: Span) -> Span:
    """The place without the stop that ends its sentence, but with that of `Harbor Dr.`."""
    return place if _SHORTENED.search(place.text) else place.strip(".")


def _is_quote(text: str) -> bool:
    return len(text.split()) > 2 and text[0] in _QUOTES and text.endswith(_QUOTES[text[0]])


def _most_exact(facts: list[Fact]) -> list[Fact]:
    """The longest place, if the others are parts of it, as the city is of the address."""
    if not facts:
        return facts
    longest = max(facts, key=lambda fact: len(str(fact.value)))
    whole = str(longest.value).casefold()
    return [longest] if all(str(fact.value).casefold() in whole for fact in facts) else facts


def _flat(text: str) -> str:
    return " ".join(text.split())


def _why(pair: Pair) -> str:
    label = pair.label.text.strip()
    return f'after the label "{label}"' if any(sign.isalnum() for sign in label) else f"after the picture {label}"
