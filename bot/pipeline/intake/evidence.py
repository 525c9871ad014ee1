"""Fourth stage: everything a booking's lines state, each statement with its place and the reason why it is believed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.pipeline.intake.counts import party_in
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.facts import Statement
from bot.pipeline.intake.labels import Pair, read_pairs
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.openings import said_in_opening
from bot.pipeline.intake.pieces import pieces_round_facts
from bot.pipeline.intake.prose import SLASHES, clauses_in, is_jotting, pieces_in, segments, sentences_in
from bot.pipeline.intake.sentences import Kind, hear_sentence
from bot.pipeline.intake.shapes import EMAIL, PHONE, SHAPE
from bot.pipeline.intake.statuses import SYMBOLS, status_of
from bot.pipeline.intake.tables import Row, heads_change, rows
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary
from bot.pipeline.intake.whens import names_charter, times_told, when_told

_DASH = re.compile(r"\s[-–—:]\s|:\s")
_OF_SOMETHING_ELSE = cue_words("states_of_others")
_BULLETS = "-–—•*"
_EMBARKING = cued(r"{embarking}")
_NO_STATES = ("earning", "paying", "business")
_WAS = cued(r"\s*[(\[]\s?(?:{it_was_in_brackets})\b", re.IGNORECASE)
_PARTY_OF = cued(r"(?i)(?<=\w),? \(?(?:{party_of}) \d{1,3}\)?$")
_LONGEST_SENTENCE = 700
_FEWEST_DIGITS = 9
_SHORTEST_CAPTAIN = 8


@dataclass(frozen=True, slots=True)
class Loose:
    """A piece that no label claims; `whole` where it is all of its line, `shorthand` where it stood between commas."""

    span: Span
    line: int
    whole: bool
    shorthand: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one booking's lines state."""

    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    statements: tuple[Statement, ...]
    kinds: tuple[Kind, ...]
    loose: tuple[Loose, ...]
    prose: tuple[Span, ...]
    clauses: tuple[Span, ...]
    pieces: tuple[Span, ...]

    def about(self, name: str) -> list[Statement]:
        """The statements about one thing, the most trusted first."""
        return sorted((s for s in self.statements if s.about == name), key=lambda s: s.tier)


@dataclass(slots=True)
class _Told:
    """What was heard so far."""

    statements: list[Statement]
    kinds: list[Kind] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    prose: list[Span] = field(default_factory=list)
    clauses: list[Span] = field(default_factory=list)
    pieces: list[Span] = field(default_factory=list)


def gather(lines: Sequence[Line]) -> Evidence:
    """The evidence of the lines of one booking."""
    table = rows(lines)
    return gather_from(lines, read_pairs(lines, table), table)


def gather_from(lines: Sequence[Line], pairs: Sequence[Pair], table: Mapping[int, Row]) -> Evidence:
    """The evidence of the lines of one booking, of the labelled values in them and of the rows of their tables."""
    told = _Told([Statement(_about(pair), _as_it_is(pair.value), 0, _why(pair)) for pair in pairs])
    heads = {row.header for row in table.values()}
    on_line: dict[int, list[Pair]] = {}
    for pair in pairs:
        on_line.setdefault(pair.line, []).append(pair)
    below = _value_lines(pairs) | heads
    for index, line in enumerate(lines):
        if line.tells and index not in below:
            _hear_line(line, index, on_line.get(index, ()), told)
    _hear_opening(lines, pairs, told)
    told.kinds += [Kind("changed", lines[at].span, 1) for at in sorted(heads) if heads_change(lines[at])]
    _hear_states(pairs, told)
    _hear_values(pairs, told)
    _hear_clauses(told)
    return Evidence(
        tuple(lines),
        tuple(pairs),
        tuple(told.statements),
        tuple(told.kinds),
        tuple(told.loose),
        tuple(told.prose),
        tuple(told.clauses),
        tuple(told.pieces),
    )


def _hear_line(line: Line, index: int, pairs: Sequence[Pair], told: _Told) -> None:
    """What stands in a line beside its labels and their values."""
    claimed = _claimed(line.span, pairs)
    shorthand = is_jotting(line.span.strip())
    if shorthand and line.role is not Role.SUBJECT:
        told.loose += _jotted(line.span, index, claimed)
    tight = all(_is_tight(pair, line.span) for pair in pairs)
    for chunk in [line.span] if claimed and tight else _unclaimed(line.span, claimed):
        spoken = sentences_in(chunk)
        telling = dated = False
        for sentence in spoken:
            known = hear_sentence(sentence, told.statements, told.kinds)
            if line.role is Role.SUBJECT:
                continue
            whole = not claimed and len(spoken) == 1
            told.loose += [] if known or shorthand else _loose(sentence, index, whole=whole)
            when = when_told(sentence, shorthand=shorthand) or (times_told(sentence) if dated else [])
            dated = bool(when) and not find_mentions(sentence.text).times
            told.statements += when
            telling = telling or known or bool(when) or bool(SHAPE.search(sentence.text)) or _counts(sentence)
        if telling or _names_platform(chunk.text):
            told.prose += spoken
            parts = [clause for sentence in spoken for clause in clauses_in(sentence)]
            told.clauses += [part.strip(_BULLETS) if part.text[0] in _BULLETS else part for part in parts]
            told.pieces += [piece for part in parts for piece in pieces_round_facts(part)]


def _hear_opening(lines: Sequence[Line], pairs: Sequence[Pair], told: _Told) -> None:
    """What the head of the text says has become of the booking; a question without an id is no request."""
    asked = any(kind.name == "inquiry" for kind in told.kinds) and not any(pair.meaning == "id" for pair in pairs)
    opening = said_in_opening(lines, pairs)
    told.kinds += [Kind(name, span, 1) for name, span in opening if not (asked and name == "requested")]


def _hear_states(pairs: Sequence[Pair], told: _Told) -> None:
    for pair in pairs:
        if pair.meaning == "status" and (name := status_of(pair.value.text)):
            told.kinds.append(Kind(name, pair.value, 0))
    for piece in told.loose:
        if name := status_of(piece.span.text):
            told.kinds.append(Kind(name, piece.span, 2))


def _hear_values(pairs: Sequence[Pair], told: _Told) -> None:
    """What labelled values say beside their own fact."""
    for pair in pairs:
        for sentence in sentences_in(pair.value)[1:] if pair.meaning != "notes" else ():
            hear_sentence(sentence, told.statements, told.kinds)
            told.prose.append(sentence)
            told.clauses += clauses_in(sentence)
        if pair.meaning == "guest" and pair.last == pair.line:
            told.prose.append(pair.value)
    for pair in pairs:
        if pair.meaning in ("id", "platform"):
            told.clauses += (*clauses_in(pair.value), pair.value.cut(len(pair.value.text.split(" ")[0])))
    for pair in pairs:
        if pair.meaning in ("boat", "party", "guest"):
            told.clauses += clauses_in(pair.value)[1:]
        elif pair.meaning == "summary":
            told.loose += [Loose(piece, pair.line, True, False) for piece in segments(pair.value)]


def _hear_clauses(told: _Told) -> None:
    """The status in a clause, where nothing else tells one."""
    if any(kind.name not in _NO_STATES for kind in told.kinds):
        return
    for clause in (*told.clauses, *told.pieces):
        at = find_mentions(clause.text).first
        alone = clause in told.pieces and key(clause.text) in _OF_SOMETHING_ELSE
        if (name := status_of(clause.text[:at])) and not alone:
            told.kinds.append(Kind(name, clause, 3))


def _as_it_is(value: Span) -> Span:
    """The value without what it was before, as in `Jul 11, 2027 (was Jul 10, 2027)`."""
    was = _WAS.search(value.text)
    return value.cut(0, was.start()) if was else value


def _about(pair: Pair) -> str:
    """What the pair speaks of; a place that is a day and a time is when the guests embark there."""
    if pair.meaning == "date" and find_mentions(pair.value.text).first is None and _names_boat(pair.value.text):
        return "boat"
    if pair.meaning == "guest" and party_in(pair.value) is not None:
        return "party"
    if pair.meaning != "pickup" or not pair.value.text[:4].strip():
        return pair.meaning
    found = find_mentions(pair.value.text)
    printed = found.times or any(day.relative is None for day in found.days)
    if not printed or (found.first != 0 and not (found.days and found.times)):
        return pair.meaning
    boarding = found.times and _EMBARKING.match(key(pair.label.text))
    return "start" if boarding or (found.days and found.times) else "other"


def _names_boat(text: str) -> bool:
    return bool(set(key(text).split()) & (vocabulary().boat_names | vocabulary().boat_nouns))


def _value_lines(pairs: Sequence[Pair]) -> set[int]:
    """The lines below a label that hold its value."""
    below: set[int] = set()
    for pair in pairs:
        if pair.last != pair.line:
            many = len(pair.more) if pair.meaning in ("notes", "pickup") else 0
            below |= set(range(pair.last, pair.last + many + 1))
    return below


def _is_tight(pair: Pair, line: Span) -> bool:
    """Whether only a blank stands between the label and its value, as in the sentence `Booking xyz was moved`."""
    return pair.line == pair.last and line.text[pair.label.end - line.at : pair.value.at - line.at] == " "


def _claimed(line: Span, pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """From where to where, within the line, each label and its value reach."""
    return sorted(
        (pair.label.at - line.at, (pair.value.end if pair.last == pair.line else pair.label.end) - line.at)
        for pair in pairs
    )


def _unclaimed(line: Span, claimed: Sequence[tuple[int, int]]) -> list[Span]:
    """The parts of the line that no label claims."""
    parts: list[Span] = []
    done = 0
    for start, stop in claimed:
        parts.append(line.cut(done, max(start, done)))
        done = max(stop, done)
    parts.append(line.cut(done))
    return [part for part in (part.strip("·|•,;") for part in parts) if any(sign.isalnum() for sign in part.text)]


def _why(pair: Pair) -> str:
    label = " ".join(pair.label.text.split())
    return f'after the label "{label}"' if any(sign.isalnum() for sign in label) else f"after the picture {label}"


def _counts(sentence: Span) -> bool:
    """Whether a clause counts guests, says whether a captain comes, or is how to reach somebody."""
    if sentence.text.rstrip().endswith("?"):
        return False
    return any(
        party_in(clause) is not None
        or (len(clause.text) > _SHORTEST_CAPTAIN and key(clause.text) in vocabulary().captain_words)
        or PHONE.fullmatch(clause.text)
        or EMAIL.fullmatch(clause.text)
        for clause in clauses_in(sentence)
    )


def _names_platform(text: str) -> bool:
    folded = fold(text)
    return len(folded) < _LONGEST_SENTENCE and any(own in folded for own in vocabulary().own_platforms)


def _loose(chunk: Span, index: int, *, whole: bool) -> list[Loose]:
    pieces = segments(chunk)
    if len(pieces) == 1 and len(SLASHES.findall(chunk.text)) > 1:
        pieces = list(pieces_in(chunk))
    pieces = [part for piece in pieces for part in _name_and_party(piece)]
    if len(pieces) == 1 and (sign := SYMBOLS.search(chunk.text, 1)) and status_of(chunk.text[: sign.start()]):
        pieces = [chunk.cut(0, sign.start()), chunk.cut(sign.end())]
    elif len(pieces) == 1 and (mark := _DASH.search(chunk.text)) and _is_status_behind(chunk, mark):
        pieces = [chunk.cut(0, mark.start()), chunk.cut(mark.end())]
    return [Loose(piece, index, whole and len(pieces) == 1, False) for piece in pieces]


def _name_and_party(piece: Span) -> tuple[Span, ...]:
    """A name and the count behind it, as in `Odalys Bramwell party of 8`."""
    party = _PARTY_OF.search(piece.text)
    return (piece.cut(0, party.start()), piece.cut(party.start()).strip("(,)")) if party else (piece,)


def _is_status_behind(chunk: Span, mark: re.Match[str]) -> bool:
    """Whether a status stands behind a dash, or behind a colon and the booking or the boat it is that of."""
    head = chunk.text[: mark.start()]
    named = ":" not in mark[0] or SHAPE.search(head) or names_charter(head) or find_mentions(head).first is not None
    return bool(named and status_of(chunk.text[mark.end() :]))


def _jotted(line: Span, index: int, claimed: Sequence[tuple[int, int]]) -> list[Loose]:
    """The pieces of a jotting that no label claims."""
    pieces = (_without_contact(piece.strip("*•◦▪‣➤►▶- ")) for piece in pieces_in(line))
    free = (_behind(piece, line, claimed) for piece in pieces)
    parts = (part for piece in free for part in _name_and_party(piece))
    return [Loose(part, index, False, True) for part in parts if any(sign.isalnum() for sign in part.text)]


def _behind(piece: Span, line: Span, claimed: Sequence[tuple[int, int]]) -> Span:
    """What stands in the piece behind the values that labels claim in it."""
    ends = [stop for start, stop in claimed if start < piece.end - line.at and stop > piece.at - line.at]
    return piece.cut(max(max(ends) + line.at - piece.at, 0)) if ends else piece


def _without_contact(piece: Span) -> Span:
    """The head of a piece before a phone number or a mail address."""
    phone = PHONE.search(piece.text)
    long = phone is not None and sum(sign.isdigit() for sign in phone[0]) >= _FEWEST_DIGITS
    contact = phone if long else EMAIL.search(piece.text)
    return piece.cut(0, contact.start()) if contact and contact.start() else piece
