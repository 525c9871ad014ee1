"""What a sentence that the vocabulary knows states, and what it makes of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.facts import Statement
from bot.pipeline.intake.meanings import changes
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, sentences_near, vocabulary

_SLOT_ABOUT = {
    "guest": "guest",
    "id": "id",
    "when": "date",
    "boat": "boat",
    "party": "party",
    "place": "pickup",
    "words": "notes",
    "phone": "phone",
    "contact": "contact",
}
_TELL_ONLY = ("fact", "person")
_FOR_ANOTHER = cued(r"(?i) (?:{for_another}) ")
# What makes `is confirmed` a condition or a question.
_UNTIL = cued(r"\b(?:{awaited})\b[^,.;!?]{0,40}$")
_OVER = ("void_request", "cancelled")
_ANOTHERS = cued(r"\b(?:{of_another_booking})\s(?:\w+\s)?$")
_IF = cued(r"^\W*(?:{in_case})\b")
_ON_CONDITION = cued(r"[^.,!?;:]{0,30}\b(?:{on_condition})\b")
_HAPPENED = cued(r"\b(?:{happened})\b")
_NO_ID = re.compile(r"\d{1,4}|[a-z]*[aeiou][a-z]*")
_MONEY_ABOUT = {"earning": "payout", "paying": "total"}
_ASIDE = re.compile(r"\s?\(([^()]{1,40})\)")
_DOES = cued(r"\b(?:{does})\b")
_ON_BOARD = cue_words("on_board")
_LONGEST_SENTENCE = 700


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sentence or status word makes of the text, and where it stands."""

    name: str
    span: Span
    tier: int


def hear_sentence(piece: Span, statements: list[Statement], kinds: list[Kind]) -> bool:
    """Adds what the sentence states and what kind of text it makes; whether it does more than ask or mention."""
    text = piece.text
    folded = fold(text)
    if len(text) > _LONGEST_SENTENCE:
        return False
    told = False
    claimed: set[str] = set()
    for sentence in sentences_near(folded):
        match = sentence.pattern.search(folded)
        if not match or (sentence.kind == "confirmed" and not _is_so(match, folded)):
            continue
        if sentence.kind in _OVER and _is_of_another_or_conditional(match, folded):
            continue
        if sentence.kind == "person" and "guest" in match.groupdict() and not _is_named(piece.text, match):
            continue
        if sentence.kind in _TELL_ONLY and _does(match[0]) and not _tells_of_trip(text):
            continue
        if sentence.kind not in _TELL_ONLY:
            kinds.append(Kind(sentence.kind, piece.cut(*match.span()), 1))
        told = told or sentence.kind not in ("inquiry", *_TELL_ONLY)
        for name, value in match.groupdict().items():
            if value is None:
                continue
            about = _MONEY_ABOUT.get(sentence.kind, "money") if name == "money" else _SLOT_ABOUT[name]
            if about in claimed or (name == "guest" and _is_nobodys(value, text[match.end(name) :])):
                continue
            claimed.add(about)
            statements.append(
                Statement(about, piece.cut(*match.span(name)), 1, f"in the sentence “{' '.join(text.split())}”")
            )
    return told


def _is_of_another_or_conditional(match: re.Match[str], folded: str) -> bool:
    """Whether what is said to be over is another booking, or this one only in case something happens."""
    conditional = _IF.match(folded) or _ON_CONDITION.match(folded, match.end())
    return bool(
        _ANOTHERS.search(folded[: match.start()]) or (conditional and not _HAPPENED.search(folded[: match.end()]))
    )


def _is_nobodys(name: str, behind: str) -> bool:
    """Whether the words are no name, or that of somebody else, as in `Booked by Dana (office)`."""
    aside = _ASIDE.match(behind)
    nobody = set(name.split()) <= vocabulary().no_names or (name.isalpha() and name in vocabulary().everyday)
    return nobody or (aside is not None and changes(aside[1])) or _FOR_ANOTHER.match(behind) is not None


def _does(words: str) -> bool:
    """Whether the sentence only tells what somebody does, as `is bringing` and `will come`."""
    return _DOES.search(words) is not None


def _tells_of_trip(text: str) -> bool:
    """Whether a day, a boat of the operator or a count of people stands in the sentence."""
    words = set(fold(text).replace(",", " ").replace(".", " ").split())
    return bool(find_mentions(text).days or words & (vocabulary().boat_names | vocabulary().party_after - _ON_BOARD))


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether the guest of the sentence is two capitalised words or more."""
    words = text[match.start("guest") : match.end("guest")].split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()


def _is_so(match: re.Match[str], folded: str) -> bool:
    """Whether the sentence says that a booking stands, and neither asks nor waits for it."""
    asked = folded[match.end() : match.end() + 1] == "?" or _UNTIL.search(folded[: match.start()])
    return not (asked or _names_nothing(match.groupdict()))


def _names_nothing(found: Mapping[str, str | None]) -> bool:
    """Whether what stands for the guest is nobody, or what stands for the id no id."""
    guest, token = found.get("guest"), found.get("id")
    nobody = guest is not None and bool(set(guest.split()) & vocabulary().no_names)
    return nobody or (token is not None and _NO_ID.fullmatch(token) is not None)
