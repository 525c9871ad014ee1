"""Finds where a pasted text names people, their phones and booking ids, and what only looks like that."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.dates import find_days
from bot.pipeline.intake.evidence import Evidence, gather
from bot.pipeline.intake.ids import read_id
from bot.pipeline.intake.invented import WORD, bare, everyday
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.meanings import is_label
from bot.pipeline.intake.normalise import normalise
from bot.pipeline.intake.page import read_lines
from bot.pipeline.intake.reading import Reading
from bot.pipeline.intake.shapes import PHONE
from bot.pipeline.intake.statuses import status_of
from bot.pipeline.intake.traced import Span, Traced
from bot.pipeline.intake.vocabulary import key, vocabulary

_TITLES = cue_words("beside_names")
_PARTICLES = cue_words("name_particles", "more_particles")
# A platform's sentence calls nobody so, but people are.
_CALLED = cue_words("also_family_names")
_NAME = r"[^\W\d_][\w'’.-]*"
_WRITER = re.compile(
    rf"(?<![\w'’.-])({_NAME}(?:,?\s{_NAME}){{0,4}})(?:\s\(via\s[^)<]{{1,40}}\))?[\"'”]?\s*[<(\[](?:mailto:)?[^\s<>()\[\]@]{{1,80}}@([\w.-]+)"
)
_ADDRESSEES = cued(r"\s*\**(?:{mail_parties})\**:\**\s*(.+)", re.IGNORECASE)
_SPEAKER = re.compile(r"\s*\[?[\d/.,:\s-]*(?:[ap]\.?m\.?)?\]?\s?[-–]?\s?([^\W\d_][^:\d\[\]]{0,40}):\s", re.IGNORECASE)
_STAMPED = cued(
    rf"\s*({_NAME}(?:\s{_NAME}){{0,2}})\s{{2,}}(?:(?:{{today_or_yesterday}})(?:\s(?:{{at}}))?\s)?\d{{1,2}}:\d\d\s?[ap]m\s*",
    re.IGNORECASE,
)
_FOLD = re.compile(r"\r?\n[ \t]")
_INVITED = re.compile(r"(?m)^(?:ORGANIZER|ATTENDEE)\b[^:\n]{0,300}?;CN=\"?([^\";:\r\n]{2,80})")
_SIGNED = re.compile(rf"\s*({_NAME}(?:\s{_NAME}){{0,3}})[\s,]*")
_NAME_STOP = re.compile(r"[\d@$<{|;\t•·]|\s{3,}|\s[-–—]\s|[(\[](?=[^)\]]*[\d@])|://")
_PRINTED_PHONE = re.compile(
    r"(?:\+|00|011).*|(?:1[\s.-]{0,2})?\(?\d{3}\)?[\s.\-–/]{0,3}\d{3}[\s.\-–]{0,3}\d{4}(?:\D.*)?|\d{3}[-.]\d{4}"
    r"|0\d(?:[\s.-]?\d\d){4}"
)
_FEWEST_DIGITS, _MOST_DIGITS = 10, 15
_LONGEST_NAME, _MOST_WORDS, _MOST_WORDS_IN_PROSE = 80, 8, 5


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of the original, from `start` to `end`, and what it says once cleaned."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where names, phones and ids stand; `kept` are days, boats and docks that a lone word of a name may be part of."""

    names: tuple[Place, ...] = ()
    phones: tuple[Place, ...] = ()
    ids: tuple[Place, ...] = ()
    kept: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number from `start` to `end` of a page, and where its digits stand; those of an extension come last."""

    start: int
    end: int
    digits: tuple[int, ...]
    country: int
    national: str
    extension: int


@cache
def never_names() -> frozenset[str]:
    """Bare words that stay what they are in a name: titles, particles, platforms, and what nobody is called by."""
    words = vocabulary()
    platforms = {bare(word) for name in (*words.own_platforms, *words.other_platforms) for word in WORD.findall(name)}
    return _TITLES | _PARTICLES | platforms | (words.no_names - _CALLED)


def own_words(name: str) -> list[str]:
    """The words of a name that tell who it is; not small ones among capitalised ones, nor `Ana (JADA)`'s boat."""
    words = list(WORD.finditer(name))
    capitalised = any(word[0][0].isupper() for word in words)
    own: list[str] = []
    for word in words:
        plain = bare(word[0])
        aside = name.rfind("(", 0, word.start()) > name.rfind(")", 0, word.start())
        small = capitalised and word[0][0].islower() and (aside or len(plain) < 4 or plain in everyday())
        small = small or (aside and plain in everyday())
        if plain not in never_names() and (len(plain) > 1 or not plain.isascii()) and not small:
            own.append(word[0])
    return own


def find_places(text: str, reading: Reading) -> Places:
    """What the reading of the text, and its labels, sentences, mail headers, chats and signatures tell of people."""
    page = normalise(text)
    lines = read_lines(page)
    evidence = gather(lines)
    return Places(
        names=tuple(
            place
            for place in (
                *(_place(page, span) for span in _named(lines, evidence)),
                *_read_as("guest_name", reading),
                *_invited(text),
            )
            if not _is_boat(place.words)
        ),
        phones=tuple(_read_as("guest_phone", reading)),
        ids=(
            *(_place(page, span) for span in _identified(evidence)),
            *(place for place in _read_as("booking_id", reading) if _is_id(place.words)),
        ),
        kept=(*_days(page, lines), *_titles(text, reading)),
    )


def _place(page: Traced, span: Span) -> Place:
    return Place(*page.place(span.at, span.end), span.text)


def _read_as(name: str, reading: Reading) -> Iterator[Place]:
    for part in (reading, *reading.bookings):
        if name in part.found:
            found = part.found[name]
            yield Place(found.start, found.end, str(found.value))


def _invited(text: str) -> Iterator[Place]:
    """The names of a calendar event's organizer and guests, RFC 5545 3.2.2; the reader does not look at them."""
    for match in _INVITED.finditer(_FOLD.sub("", text)):
        if "@" not in match[1] and _is_person(match[1]):
            yield Place(0, 0, match[1])


def _days(page: Traced, lines: Sequence[Line]) -> Iterator[Place]:
    for line in lines:
        for day in find_days(line.span.text):
            yield _place(page, line.span.cut(day.start, day.end))


def _titles(text: str, reading: Reading) -> Iterator[Place]:
    """Every place of the words that boats and docks were read from."""
    for part in (reading, *reading.bookings):
        for name in {"boat", "pickup_location"} & part.found.keys():
            words = part.found[name].words
            yield from (Place(*match.span(), words) for match in re.finditer(re.escape(words), text))


def _is_boat(words: str) -> bool:
    plain = {bare(word) for word in WORD.findall(words)}
    return bool(plain & vocabulary().boat_names and plain & vocabulary().boat_nouns)


def _identified(evidence: Evidence) -> Iterator[Span]:
    """The labelled ids, and those of users and other bookings."""
    for statement in evidence.about("id"):
        token = read_id(statement.span, alone=statement.tier > 0)
        if token is not None and _is_id(token.text):
            yield token
    for pair in evidence.pairs:
        if pair.meaning == "other" and key(pair.label.text).endswith((" id", "booking")):
            token = read_id(pair.value)
            if token is not None and _is_id(token.text):
                yield token


def _is_id(token: str) -> bool:
    return any(sign.isdigit() for sign in token) or bare(token) not in everyday()


def _named(lines: Sequence[Line], evidence: Evidence) -> Iterator[Span]:
    for statement in evidence.about("guest"):
        name = _head(statement.span)
        if statement.tier > 0:
            name = name.cut(0, min(_first_small(name.text), len(name.text)))
        if name.text and (_means_no_label(name.text) if statement.tier == 0 else _is_told(name.text)):
            yield name
    for pair in evidence.pairs:
        if pair.meaning in ("operator", "captain"):
            name = _head(pair.value)
            name = name.cut(0, name.text.find(",") if "," in name.text else None)
            if _is_person(name.text) and _is_capitalised(name.text):
                yield name
    for line in lines:
        yield from _in_line(line)


def _head(span: Span) -> Span:
    """The name that the piece begins with; empty where it is too long for one."""
    stop = _NAME_STOP.search(span.text)
    name = span.cut(0, stop.start() if stop else None)
    days = find_days(name.text + span.text[len(name.text) :][:12])
    if days and days[0].relative is None:
        name = name.cut(0, days[0].start)
    long = len(name.text) > _LONGEST_NAME or len(name.text.split()) > _MOST_WORDS
    return span.cut(0, 0) if long else name


def _first_small(text: str) -> int:
    """Where the first word without a capital begins; a sentence goes on there."""
    small = (
        word.start() for word in WORD.finditer(text) if word[0][0].islower() and bare(word[0]) not in _PARTICLES | {"s"}
    )
    return next(small, len(text))


def _is_told(text: str) -> bool:
    return _is_person(text) and not find_days(text)


def _in_line(line: Line) -> Iterator[Span]:
    """Who wrote, who is addressed, who speaks and who signed."""
    text = line.span.text
    for match in _WRITER.finditer(text):
        words = list(WORD.finditer(match[1].split(" via ")[0]))
        before = [
            word.end() for word in words if bare(word[0]) in vocabulary().no_names - _CALLED - _TITLES - _PARTICLES
        ]
        if words and ("via " in match[0] or not match[2].lower().endswith(vocabulary().domains)):
            yield from _if_person(line, match.start(1) + max(before, default=0), match.start(1) + words[-1].end())
    if line.role is Role.HEADER and "@" not in text and (addressed := _ADDRESSEES.fullmatch(text)):
        for piece in re.finditer(r"[^;\d]+", addressed[1]):
            yield from _if_person(line, addressed.start(1) + piece.start(), addressed.start(1) + piece.end())
    if speaker := _STAMPED.fullmatch(text) or (_SPEAKER.match(text) if line.role is Role.CHAT else None):
        yield from _if_person(line, *speaker.span(1))
    if line.role is Role.SIGNATURE and (signed := _SIGNED.fullmatch(text)) and _is_capitalised(signed[1]):
        yield from _if_person(line, *signed.span(1))


def _if_person(line: Line, start: int, end: int) -> Iterator[Span]:
    span = line.span.cut(start, end)
    if _is_person(span.text):
        yield span


def _is_person(text: str) -> bool:
    """Whether the words, titles aside, can be somebody's name."""
    words = [plain for word in WORD.findall(text) if (plain := bare(word)) not in _TITLES | _PARTICLES]
    known = vocabulary()
    if not 0 < len(words) <= _MOST_WORDS_IN_PROSE or set(words) & (never_names() | known.mailboxes):
        return False
    if len(words) > 1 and all(word in everyday() and word not in known.months for word in words):
        return False
    return key(text) not in known.buttons | known.captain_words.keys() and _means_no_label(text)


def _means_no_label(text: str) -> bool:
    return not (status_of(text) or is_label(text) or key(text) in vocabulary().no_names)


def _is_capitalised(text: str) -> bool:
    return not any(word[0].islower() and bare(word) not in _PARTICLES for word in WORD.findall(text))


def within(page: Traced, places: Iterable[Place]) -> bytearray:
    """For each character of the page, 1 where it belongs to one of the places."""
    marks = bytearray(len(page.text) + 1)
    for place in places:
        start, end = bisect_left(page.starts, place.start), bisect_left(page.starts, place.end)
        marks[start:end] = b"\1" * (end - start)
    return marks


def find_phones(page: Traced, places: Places) -> Iterator[Phone]:
    """Everything printed as a phone number that is no day and no amount; what was read as a phone is one."""
    told = [(bisect_left(page.starts, place.start), bisect_left(page.starts, place.end)) for place in places.phones]
    days = within(page, places.kept)
    for start, end in dict.fromkeys([*told, *_printed_phones(page.text)]):
        amount = page.text[max(0, start - 2) : start].rstrip()[-1:] in ("$", "€", "£")
        if (start, end) in told or not (amount or any(days[start:end])):
            digits = tuple(at for at in range(start, end) if page.text[at].isdecimal())
            yield Phone(start, end, digits, *_number(page.text[start:end]))


def _printed_phones(text: str) -> Iterator[tuple[int, int]]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    for found in PhoneNumberMatcher(text, "US", leniency=Leniency.POSSIBLE):
        if _PRINTED_PHONE.fullmatch(found.raw_string):
            yield found.start, found.end
    for line in re.finditer(r".+", text):
        for match in PHONE.finditer(line[0]):
            digits = sum(sign.isdecimal() for sign in match[0])
            if match[0].startswith(("+", "00")) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
                yield line.start() + match.start(), line.start() + match.end()


def _number(printed: str) -> tuple[int, str, int]:
    """Country code, national number and how many digits the extension has; all digits where it is no real number."""
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + printed[2:] if printed.startswith("00") else printed, "US")
    except phonenumbers.NumberParseException:
        return 0, re.sub(r"\D", "", printed)[-_FEWEST_DIGITS:], 0
    return number.country_code or 0, phonenumbers.national_significant_number(number), len(number.extension or "")
