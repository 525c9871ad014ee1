"""Resolves the guest's name, and the wishes in hand-typed shorthand."""

from __future__ import annotations

import re

from bot.pipeline.intake.clock import find_times
from bot.pipeline.intake.counts import is_counted, party_in
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.evidence import Evidence, Loose
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.lines import Role
from bot.pipeline.intake.meanings import changes, is_label, meaning_of
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.persons import person_behind_boat, reads_as_person
from bot.pipeline.intake.prose import clauses_in
from bot.pipeline.intake.shapes import EMAIL, PHONE, SHAPE
from bot.pipeline.intake.statuses import SYMBOLS, status_of
from bot.pipeline.intake.titles import has_boat_words
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_NAME_END = cued(
    r",\s*(?=[^,]{0,12}\d)|,\s*(?:{behind_a_name})\b|\s[·|•–—]\s|\s-\s|\s*[(<\[](?=[^)>\]]*[\d@])|\s*\((?=(?-i:[a-z]))|\t"
    r"|\s{3,}|;|(?<=\w)\s?[★☆⭐]|\s+[1-5][.,]\d\b|\s+(?=\(?\+?\d[\d\s().-]{6,})|\s+(?=[\w.+-]{1,64}@)",
    re.IGNORECASE,
)
_NAMES_TOO = cue_words("also_names")
_WORD = re.compile(r"\w+")
_CAPITALISED = r"[A-ZÁÉÍÓÚÑ][\w'’-]+"
_TITLED = cued(
    rf"\b(?:{{printed_titles}}) ({_CAPITALISED}(?: (?:(?:{{particles_behind_a_title}}) ){{0,2}}{_CAPITALISED}){{1,3}})"
)
_LIST = cued(r"\b(?:{lists_of_people})\b")
_STOP = re.compile(r"(?<=\w{4})\.$")
_ROLE = re.compile(r"\s[-–—]\s([a-z]+)$")
_ASIDE = re.compile(r"\s\(([^()]{1,40})\)$")
_TITLES = cue_words("titles")
_FIRST_NAMES = cue_words("first_name")
_LAST_NAMES = cue_words("last_name")
_THE = cued(r"(?:{the}) ")
_BUTTONS_TOO = cue_words("buttons_behind_a_name")
_LONGEST_NAME = 80
_MOST_WORDS = 8
_MOST_WORDS_IN_SENTENCE = 5
_NEIGHBOURS = ("id", "boat", "date", "start", "party", "status", "time", "payout")


def resolve_guest(evidence: Evidence, facts: Facts) -> None:
    """Put the guest's name into the facts: labelled, in a platform's sentence, or alone beside other facts."""
    told = [
        (statement.tier, Fact(" ".join(name.text.split()), name, statement.why))
        for statement in evidence.about("guest")
        if (name := _name(statement.span)) is not None and (statement.tier == 0 or _is_told(name.text))
    ]
    if whole := _in_parts(evidence):
        facts.values["guest_name"] = whole
        return
    labelled = [fact for tier, fact in told if tier == 0]
    if told:
        facts.settle("guest_name", _fullest(labelled or [fact for _, fact in told]))
        return
    boat = facts.values.get("boat")
    factual = _factual_lines(evidence)
    people = [
        piece.span
        for piece in evidence.loose
        if ((_is_person(piece) and _stands_by_facts(piece, evidence, factual)) or _stands_by_count(piece, evidence))
        and (boat is None or piece.span != boat.span)
    ]
    people += [name for piece in evidence.loose if piece.whole and (name := person_behind_boat(piece.span)) is not None]
    why = "a name beside the other facts"
    if not people:
        people = _titled(evidence)
        why = "the only one with a title in the running text"
    if not people:
        people = [
            clause
            for clause in (*evidence.clauses, *evidence.pieces)
            if reads_as_person(clause.text, typed=False) and not _is_in_list(clause, evidence)
        ]
        why = "the only name in the running text"
    if not people:
        people = [clause for clause in _in_subjects(evidence) if reads_as_person(clause.text, typed=False)]
        why = "the only name in the subject"
    if len({fold(span.text) for span in people}) == 1:
        name = people[0].cut(0, stop.start() if (stop := _STOP.search(people[0].text)) else None)
        facts.values["guest_name"] = Fact(" ".join(name.text.split()), name, why)


def _is_in_list(clause: Span, evidence: Evidence) -> bool:
    """Whether the name is one of a list of passengers."""
    lists = [pair.value for pair in evidence.pairs if pair.meaning == "party"]
    listed = any(_LIST.search(fold(line.span.text)) for line in evidence.lines if line.tells)
    return listed or any(value.at <= clause.at < value.end for value in lists)


def _in_parts(evidence: Evidence) -> Fact | None:
    """The name of a form that asks for the first and for the last name."""
    parts = {key(pair.label.text): pair.value for pair in evidence.pairs if pair.meaning == "guest"}
    first, last = parts.keys() & _FIRST_NAMES, parts.keys() & _LAST_NAMES
    if not len(first) == len(last) == 1 or parts.keys() != first | last:
        return None
    given, family = *first, *last
    whole = " ".join(f"{parts[given].text} {parts[family].text}".split())
    return Fact(whole, parts[given], f'after the labels "{given}" and "{family}"')


def _titled(evidence: Evidence) -> list[Span]:
    """The names behind `Mrs.` and the like, without those that a fuller one ends with."""
    spans = (line.span for line in evidence.lines if line.role is Role.BODY)
    found = [span.cut(*match.span(1)) for span in spans for match in _TITLED.finditer(span.text)]
    return [name for name in found if not any(other.text.endswith(" " + name.text) for other in found)]


def _in_subjects(evidence: Evidence) -> list[Span]:
    """The pieces of subjects that name the boat, count guests or hold an id."""
    subjects = [line.span for line in evidence.lines if line.role is Role.SUBJECT]
    return [
        clause
        for subject in subjects
        if has_boat_words(subject.text) or SHAPE.search(subject.text)
        for clause in clauses_in(subject)
    ]


def is_wish(piece: Loose) -> bool:
    """Whether a piece of hand-typed shorthand is a wish of the guest."""
    text = fold(piece.span.text)
    if find_mentions(piece.span.text).first is not None:
        return False
    if not piece.shorthand or EMAIL.search(text) or PHONE.search(text) or SHAPE.search(text) or find_times(text):
        return False
    if _THE.match(text) or is_counted(text):
        return False
    return bool(set(_WORD.findall(text)) & vocabulary().wish_words) and meaning_of(text.split(" ")[0]) in (
        None,
        "notes",
    )


def _fullest(facts: list[Fact]) -> list[Fact]:
    """One fact where the shorter names begin the longest, as `Scott` begins `Scott Reyes`."""
    longest = max(facts, key=lambda fact: len(str(fact.value)))
    whole = fold(str(longest.value))
    return [longest] if all(whole.startswith(fold(str(fact.value))) for fact in facts) else facts


def _is_told(text: str) -> bool:
    words = [word for word in _WORD.findall(fold(text)) if len(word) > 1]
    known = vocabulary()
    everyday = set(words) & (known.no_names | (known.wish_words - _NAMES_TOO) | known.weekdays.keys())
    return (
        len(words) <= _MOST_WORDS_IN_SENTENCE
        and not everyday
        and not has_boat_words(text)
        and not {key(text)} & ({*known.own_platforms} | known.status_words.keys())
    )


def _name(span: Span) -> Span | None:
    if (aside := _ASIDE.search(span.text)) and changes(aside[1]):
        return None
    if (role := _ROLE.search(span.text)) and changes(role[1]):
        return None
    stop = _NAME_END.search(span.text)
    name = span.cut(0, stop.start() if stop else None)
    pictures = list(SYMBOLS.finditer(name.text.rstrip()))
    name = name.cut(pictures[-1].end() if pictures and pictures[-1].end() < len(name.text.rstrip()) else 0).strip(
        ',;:*_"“”'
    )
    while len(words := name.text.split()) > 1 and key(words[-1]) in vocabulary().buttons | _BUTTONS_TOO:
        name = name.cut(0, len(name.text) - len(words[-1]))
    text = name.text
    if len(words) > 1 and set(map(key, words)) <= vocabulary().no_names:
        return None
    if not 0 < len(text) <= _LONGEST_NAME or len(text.split()) > _MOST_WORDS or key(text) in vocabulary().no_names:
        return None
    if not any(sign.isalpha() for sign in text) or any(sign.isdigit() or sign in "@$" for sign in text):
        return None
    return None if status_of(text) or is_label(text) or key(text) in vocabulary().boat_names | _TITLES else name


def _is_person(piece: Loose) -> bool:
    return reads_as_person(piece.span.text, typed=piece.shorthand)


def _stands_by_count(piece: Loose, evidence: Evidence) -> bool:
    """Whether the piece is one capitalised word beside a count of guests, as `Naveen · 6 passengers`."""
    text = piece.span.text
    if (
        piece.whole
        or " " in text
        or not text[:1].isupper()
        or not text.isalpha()
        or status_of(text)
        or has_boat_words(text)
    ):
        return False
    if fold(text) in vocabulary().everyday - _NAMES_TOO:
        return False
    fellows = (other for other in evidence.loose if other.line == piece.line and other is not piece)
    return any(party_in(other.span) is not None for other in fellows)


def _stands_by_facts(piece: Loose, evidence: Evidence, factual: set[int]) -> bool:
    """Whether the piece shares its line with another fact, or the line above or below holds one."""
    if piece.shorthand or {piece.line - 1, piece.line + 1} & factual:
        return True
    fellows = [other for other in evidence.loose if other.line == piece.line and other is not piece]
    return any(status_of(other.span.text) or party_in(other.span) is not None for other in fellows)


def _factual_lines(evidence: Evidence) -> set[int]:
    labelled = {pair.line for pair in evidence.pairs if pair.meaning in _NEIGHBOURS}
    return labelled | {o.line for o in evidence.loose if status_of(o.span.text) or has_boat_words(o.span.text)}
