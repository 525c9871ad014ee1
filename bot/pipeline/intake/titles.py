"""Cuts the name of one of the operator's boats out of what stands beside it."""

from __future__ import annotations

import re

from bot.pipeline.intake.counts import party_in
from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.prose import clauses_in
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.statuses import status_of
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_WORD = re.compile(r"\w+")
_NEXT_WORD = re.compile(r"\s((?:[A-Z][\w'’]+|19\d\d))(?![\w'’])")
_WORD_BEFORE = re.compile(r"(?:^|\s)(\w+)\s$")
_ANY = cue_words("any_boat")
KINDS = cue_words("kinds_of_boat")
_WORDS = re.compile(r"\w[\w'’]*")
_PARTY = cued(r"\b(?:{families})\b")
_PARTY_BEHIND = cued(r"(?i)[\s,(]*(?:{families})\b")
# A place or a paper, not a boat.
_NOT_BOATS = cued(r"\b(?:{not_boats})\b")
_LENGTH = cued(r"\b\d{2,3}\s?(?:'|’|(?:{feet})\b)")
_BARE_COUNT = re.compile(r"\d{1,2}")
# Words that are written small in a title, too.
_SMALL = cued(r"{small_in_titles}")
_SENTENCE = cue_words("of_sentences")


def own_title(title: Span, behind: str) -> Span:
    """The title without guests, states, days and ids beside it; only the boat's name where it is no title."""
    title = _without_strangers(title, behind)
    known = vocabulary()
    names = [word for word in _WORD.finditer(title.text) if fold(word[0]) in known.boat_names]
    if len(names) != 1:
        return title
    name = names[0]
    words = [*_WORDS.findall(title.text[: name.start()]), *_WORDS.findall(title.text[name.end() :])]
    passing = known.beside_boat | known.status_words.keys() | known.relative_days.keys() | known.weekdays.keys()
    if {fold(word) for word in words} <= passing:
        return title.cut(*name.span())
    clause = next(clause for clause in clauses_in(title) if names_own_boat(clause.text))
    return title if _is_title(clause.text) else title.cut(*title_round(title.text, name))


def _is_title(text: str) -> bool:
    """Whether the words round the name are those of a title: most in capitals, no id and no verb among them."""
    known = vocabulary()
    beside = [word for word in _WORDS.findall(text) if fold(word) not in known.boat_names]
    if SHAPE.search(text) or {fold(word) for word in beside} & _SENTENCE:
        return False
    small = known.boat_nouns | KINDS
    little = [word for word in beside if word[0].islower() and word not in small and not _SMALL.fullmatch(word)]
    return len(little) * 2 <= len(beside)


def title_round(text: str, name: re.Match[str]) -> tuple[int, int]:
    """The name with the capitalised words behind it and the words for a kind of boat before it."""
    known = vocabulary()
    end = name.end()
    stops = known.weekdays.keys() | known.months.keys() | _SENTENCE
    while (more := _NEXT_WORD.match(text, end)) and fold(more[1]) not in stops:
        end = more.end()
    start = name.start()
    while (before := _WORD_BEFORE.search(text[:start])) and fold(before[1]) in known.boat_nouns - _ANY | KINDS:
        start = before.start(1)
    return start, end


def _without_strangers(title: Span, behind: str) -> Span:
    """Only the clause with the boat's name where another one holds guests, a captain, a status, a day or an id."""
    clauses = clauses_in(title)
    named = [clause for clause in clauses if names_own_boat(clause.text)]
    others = [clause for clause in clauses if clause not in named]
    strange = any(_is_strange(clause, title) for clause in others) or (others and _PARTY_BEHIND.match(behind))
    return named[0] if strange and len(named) == 1 else title


def _is_strange(clause: Span, title: Span) -> bool:
    text = fold(clause.text)
    if SHAPE.search(clause.text) or _BARE_COUNT.fullmatch(text):
        return True
    if title.text[: clause.at - title.at].rstrip()[-1:] == "(":
        return False
    days = find_mentions(clause.text).days
    return (
        party_in(clause) is not None
        or any(day.year or day.weekday is not None or day.relative for day in days)
        or _PARTY.search(text) is not None
        or status_of(text) is not None
        or key(text) in vocabulary().captain_words
        or key(text) in vocabulary().own_platforms
    )


def names_own_boat(text: str) -> bool:
    """Whether one of the operator's boats is named."""
    return bool(set(_WORD.findall(fold(text))) & vocabulary().boat_names)


def has_boat_words(text: str) -> bool:
    """Whether the text names one of the operator's boats, a kind of boat, or a length in feet."""
    words = set(_WORD.findall(_NOT_BOATS.sub(" ", fold(text))))
    known = vocabulary()
    return bool(words & (known.boat_nouns | known.boat_names)) or bool(_LENGTH.search(text))
