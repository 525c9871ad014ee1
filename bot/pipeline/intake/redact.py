"""Puts invented people in the place of the real ones, so that a paste that was misread can become a sample.

The text is searched as the reader cleans it, and once more with its tags in place, for what stands inside of them.
Only the original is changed, so its line ends, encodings and layout stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from bot.pipeline.intake.invented import WORD, Invented, bare, dressed, everyday, other_digits
from bot.pipeline.intake.normalise import normalise
from bot.pipeline.intake.personal import Place, Places, find_phones, find_places, own_words, within
from bot.pipeline.intake.reader import read
from bot.pipeline.intake.reading import FIELDS, Reading
from bot.pipeline.intake.rewrite import SEALED, Change, rewritten, sealed_again, unsealed
from bot.pipeline.intake.traced import Traced
from bot.pipeline.intake.vocabulary import vocabulary

Kind = Literal["name", "phone", "mail address", "id"]

_MAIL = re.compile(
    r"(?:(?<=%[0-9A-Fa-f]{2})|(?<![\w.+'%-]))(?P<box>\w[\w.+'-]*)(?:@|%40)(?P<domain>(?:[\w-]+\.)+[^\W\d_]{2,})"
)
_SHAPED_ID = re.compile(r"(?<![^\W_])(?:[bcdfghjklmnpqrstvwxz]{7}|[BCDFGHJKLMNPQRSTVWXZ]{7})(?![^\W_])")
_SHORT_ID = 5
_JOINT = re.compile(r"[ .,'’-]{1,3}")
_EVENT = re.compile("BEGIN:VEVENT")
_FOLD = re.compile(r"\n[ \t]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STANDS_FOR_OPENING = "\ue000"
_REPLACED_FIELDS = {"booking_id", "guest_name", "guest_email", "guest_phone", "notes"}


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stood in the text and what stands there now."""

    kind: Kind
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """The text without personal data.

    `left` are words of names that still stand where they can mean something else; `changed` names the fields, and
    "problems", that are no longer read as they were; `nameless` is whether no guest's name was read in it, or in
    one of its bookings.
    """

    text: str
    replaced: tuple[Replacement, ...]
    left: tuple[str, ...]
    changed: tuple[str, ...]
    nameless: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """Something personal on a page: `who` it is, wherever it stands, and the pieces of the page that change."""

    kind: Kind
    who: str
    start: int
    end: int
    pieces: tuple[Change, ...]


def redact(text: str, *, today: date, names: Sequence[str] = ()) -> Redaction:
    """The text with invented names, mail addresses, phone numbers and booking ids; nothing else changes.

    `names` are replaced beside those that the reader finds.
    """
    before = read(text, today=today)
    opened = SEALED.sub(lambda sealed: unsealed(sealed) or sealed[0], text)
    here = find_places(text, before)
    places = here if opened == text else find_places(opened, read(opened, today=today))
    places = replace(places, names=(*places.names, *(Place(0, 0, name) for name in names)))
    changer = _Changer(_invent(opened, places))

    def resealed(sealed: re.Match[str]) -> str:
        inner = unsealed(sealed)
        if inner is None:
            return sealed[0]
        new = changer.change(inner, find_places(inner, read(inner, today=today)))
        return sealed_again(new, sealed) if new != inner else sealed[0]

    changed = SEALED.sub(resealed, changer.change(text, here))
    differing = _differences(before, read(changed, today=today), changer)
    nameless = not names and any(part.guest_name is None for part in before.bookings or (before,))
    return Redaction(changed, changer.replaced(), _left(changed, places), differing, nameless)


def _invent(text: str, places: Places) -> Invented:
    """Something for each name, phone and id of the text, whatever the order in which they stand there."""
    page = _with_tags(text)
    names = (tuple(bare(word) for word in WORD.findall(place.words)) for place in places.names)
    invented = Invented(f"{page.text}\n{normalise(text).text}", names)
    own = {bare(word) for place in places.names for word in own_words(place.words)}
    for name in invented.names:
        for number, word in enumerate(word for word in name if word in own):
            invented.word(word, first=number == 0)
    tokens = {place.words.casefold() for place in places.ids}
    for token in sorted(tokens | {word.casefold() for word in _SHAPED_ID.findall(page.text)}):
        invented.id(token)
    numbers = {(phone.country, phone.national) for phone in find_phones(page, places)}
    for country, national in sorted(numbers, key=lambda number: (-len(number[1]), number)):
        invented.phone(country, national)
    return invented


def _with_tags(text: str) -> Traced:
    """The page as the reader cleans it, but with tags and calendar properties, and what stands inside of them."""
    page = normalise(
        _EVENT.sub(lambda event: event[0].replace(":", _STANDS_FOR_OPENING), text).replace("<", _STANDS_FOR_OPENING)
    )
    return page.sub(_FOLD, "") if _EVENT.search(text) else page


def _mark(marks: bytearray, start: int, end: int) -> None:
    marks[start:end] = b"\1" * (end - start)


class _Changer:
    """Changes texts by one set of inventions and remembers what it replaced."""

    def __init__(self, invented: Invented) -> None:
        self._invented = invented
        self._seen: dict[tuple[Kind, str], Replacement] = {}
        ids = sorted(invented.ids, key=len, reverse=True)
        self._ids = re.compile(
            r"(?i)(?<![^\W_])(?<!\d[.,])(?<!\$)(?:" + "|".join(map(re.escape, ids)) + r")(?![^\W_])(?![.,]\d)"
        )
        self._pairs = {pair for name in invented.names for pair in pairwise(name)}
        self._run_together = dict(_run_together(invented))
        unspaced = sorted(filter(_UNSPACED.match, invented.words), key=len, reverse=True)
        self._unspaced = re.compile("|".join(word for word in unspaced if len(word) > 1) or "(?!)")

    def change(self, text: str, places: Places) -> str:
        """The text with everything replaced; where two things overlap the longer one is."""
        pages = (_with_tags(text), normalise(text))
        chosen = self._chosen(text, pages, places)
        edits = (
            edit
            for page, matches in zip(pages, chosen, strict=True)
            for edit in rewritten(text, page, [piece for match in matches for piece in match.pieces])
        )
        parts: list[str] = []
        at = 0
        for start, end, words in sorted(edits):
            if start >= at:
                parts += text[at:start], words
                at = end
        return "".join(parts) + text[at:]

    def replaced(self) -> tuple[Replacement, ...]:
        """Everything that was replaced, each person under the fullest name."""
        words = self._invented.words
        used = {who for kind, who in self._seen if kind == "name"}
        people: list[tuple[str, ...]] = []
        for name in sorted(self._invented.names, key=len, reverse=True):
            own = tuple(word for word in name if word in words)
            if used & set(own) and not any(set(own) <= set(other) for other in people):
                people.append(own)
        names = [Replacement("name", " ".join(own), " ".join(words[word] for word in own)) for own in people]
        return (*names, *(item for (kind, _), item in self._seen.items() if kind != "name"))

    def _chosen(self, text: str, pages: Sequence[Traced], places: Places) -> list[list[_Match]]:
        """For each page what is replaced there, nothing of the text twice; base64 is left as it is."""
        found = [
            (*page.place(match.start, match.end), number, match)
            for number, page in enumerate(pages)
            for find in (self._mails, self._find_ids, self._numbers, self._names)
            for match in find(page, places)
        ]
        chosen: list[list[_Match]] = [[] for _ in pages]
        changed = [bytearray(len(page.text)) for page in pages]
        taken = [bytearray(len(text)) for _ in pages]
        for sealed in SEALED.finditer(text):
            if unsealed(sealed) is not None:
                for marks in taken:
                    _mark(marks, *sealed.span())
        for start, end, number, match in sorted(found, key=lambda item: item[0] - item[1]):
            if not any(changed[number][match.start : match.end]) and not any(taken[number][start:end]):
                _mark(changed[number], match.start, match.end)
                for other in range(len(pages)):
                    if other != number:
                        _mark(taken[other], start, end)
                chosen[number].append(match)
                self._remember(match, pages[number].text)
        return chosen

    def _remember(self, match: _Match, text: str) -> None:
        now, at = "", match.start
        for start, end, words in match.pieces:
            now += text[at:start] + words
            at = end
        now += text[at : match.end]
        was = text[match.start : match.end]
        if now != was:
            self._seen.setdefault((match.kind, match.who), Replacement(match.kind, was, now))

    def _mails(self, page: Traced, _: Places) -> Iterator[_Match]:
        for match in _MAIL.finditer(page.text):
            domain = match["domain"].lower()
            if any(domain == own or domain.endswith("." + own) for own in vocabulary().domains):
                continue
            pieces = [(*match.span("box"), self._invented.mailbox(match["box"], domain))]
            if domain != "example.com":
                pieces.append((*match.span("domain"), "example.com"))
            yield _Match("mail address", match[0].casefold(), *match.span(), tuple(pieces))

    def _find_ids(self, page: Traced, places: Places) -> Iterator[_Match]:
        told, kept = within(page, places.ids), within(page, places.kept)
        for match in self._ids.finditer(page.text) if self._invented.ids else ():
            unsure = match[0].isdecimal() and (len(match[0]) < _SHORT_ID or kept[match.start()])
            if not unsure or told[match.start()] or page.text[match.start() - 1 : match.start()] in ("#", "/"):
                new = self._invented.id(match[0])
                yield _Match("id", match[0].casefold(), *match.span(), ((*match.span(), new),))

    def _numbers(self, page: Traced, places: Places) -> Iterator[_Match]:
        for phone in find_phones(page, places):
            new = self._invented.phone(phone.country, phone.national)
            last = len(phone.digits) - phone.extension
            shown = phone.digits[max(0, last - len(new)) : last]
            signs = [
                (at, _in_script(page.text[at], digit)) for at, digit in zip(shown, new[-len(shown) :], strict=True)
            ]
            signs += [(at, other_digits(page.text[at], phone.national)) for at in phone.digits[last:]]
            pieces = tuple((at, at + 1, sign) for at, sign in signs)
            yield _Match("phone", f"+{phone.country}{phone.national}", phone.start, phone.end, pieces)

    def _names(self, page: Traced, places: Places) -> Iterator[_Match]:
        named, kept = within(page, places.names), within(page, places.kept)
        tokens = list(WORD.finditer(page.text))
        plain = [bare(token[0]) for token in tokens]
        joined = [False, *(self._are_one_name(page.text, *pair) for pair in pairwise(tokens)), False]
        for number, (token, word) in enumerate(zip(tokens, plain, strict=True)):
            start, end = token.span()
            certain = bool(named[start]) or joined[number] or joined[number + 1]
            pieces: list[Change] = []
            if word in self._invented.words:
                if certain or (_stands_alone(word) and not kept[start] and not _is_tag(page.text, start, token[0])):
                    pieces = [(start, end, dressed(self._invented.words[word], token[0]))]
            elif certain and _is_initial(token[0], page.text[end : end + 1]):
                new = self._invented.initial(plain[number - 1] if number else "", word)
                pieces = [(start, end, dressed(new.upper(), token[0]))]
            elif word in self._run_together:
                pieces = [(start, end, dressed(self._run_together[word], token[0]))]
            elif not word.isascii():
                pieces = [
                    (start + part.start(), start + part.end(), self._invented.words[part[0]])
                    for part in self._unspaced.finditer(token[0])
                ]
            if pieces:
                yield _Match("name", word, start, end, tuple(pieces))

    def _are_one_name(self, text: str, left: re.Match[str], right: re.Match[str]) -> bool:
        """Whether the words stand side by side as in one of the names, or as its last and first between a comma."""
        between = text[left.end() : right.start()]
        if not _JOINT.fullmatch(between):
            return False
        before, after = bare(left[0]), bare(right[0])
        initial = len(after) == 1 and any(one == before and other[0] == after for one, other in self._pairs)
        return (before, after) in self._pairs or initial or ("," in between and (after, before) in self._pairs)


def _run_together(invented: Invented) -> Iterator[tuple[str, str]]:
    """Whole names as people write them in links and handles, `marisolvega`."""
    for name in invented.names:
        own = [word for word in name if word in invented.words]
        if len(own) > 1:
            yield "".join(own), "".join(invented.words[word] for word in own)


def _stands_alone(word: str) -> bool:
    """Whether the word of a name means nothing else, so that it is the name wherever it stands."""
    return word not in everyday() and len(word) > (2 if word.isascii() else 1)


def _is_initial(word: str, following: str) -> bool:
    """Whether the letter is short for a name, not the D of D'Angelo."""
    return len(word) == 1 and word.isascii() and word.isupper() and following not in ("'", "’")


def _is_tag(text: str, start: int, word: str) -> bool:
    return word.islower() and text[max(0, start - 2) : start].rstrip("/")[-1:] in ("<", _STANDS_FOR_OPENING)


def _in_script(old: str, digit: str) -> str:
    return chr(ord(old) - unicodedata.decimal(old) + int(digit))


def _left(text: str, places: Places) -> tuple[str, ...]:
    """The words of the names that the text still holds."""
    here = {bare(word) for word in WORD.findall(_with_tags(text).text)}
    words = {bare(word): word for place in places.names for word in own_words(place.words)}
    return tuple(sorted(words[word] for word in words.keys() & here if len(word) > (2 if word.isascii() else 1)))


def _differences(before: Reading, after: Reading, changer: _Changer) -> tuple[str, ...]:
    """The fields that a replacement should not have changed and did, and "problems"."""
    if len(before.bookings) != len(after.bookings):
        return ("problems",)
    differing: set[str] = set()
    for old, new in zip((before, *before.bookings), (after, *after.bookings), strict=True):
        for name in FIELDS:
            was, now = getattr(old, name), getattr(new, name)
            if name in _REPLACED_FIELDS:
                same = (was is None) == (now is None)
            else:
                same = was == now or (isinstance(was, str) and changer.change(was, Places()) == now)
            if not same:
                differing.add(name)
        codes = [[(problem.code, problem.fields) for problem in reading.problems] for reading in (old, new)]
        if codes[0] != codes[1] or old.expect != new.expect:
            differing.add("problems")
    return tuple(sorted(differing))
