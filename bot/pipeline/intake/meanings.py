"""Says what a label means: by the list, by its opening, by the words it is put together from, or but for a slip."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.typing_slips import nearest
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, key, vocabulary

_SHORTEST_FUZZY = 5
_LONGEST_FUZZY = 30
_MOST_WORDS = 5
_LONGEST_LONE = 60
_PREPOSITIONS = cue_words("ends_no_label")
_ASIDE = re.compile(r"\s?\(([^()]{1,40})\)$")
_ISSUED = cued(r"\W*(?:\w+ )?(?:{papers})(?:\s*$|\s*[#:]|\s\s|\s(?:{number_of_a_paper}|\d))")
_WORD = re.compile(r"\w+")
_JOINTS = re.compile(r"[\s/()&'-]+")


def is_label(text: str) -> bool:
    """Whether the words are a label and nothing else."""
    return meaning_of(text) is not None


@lru_cache(REMEMBERED)
def meaning_of(text: str) -> str | None:
    """What a label says about its value; one mistyped letter is forgiven in longer words."""
    words = vocabulary()
    bare = key(text)
    if known := words.labels.get(bare) or _opening(bare):
        return known
    if (aside := _ASIDE.search(text)) and changes(aside[1]) and meaning_of(text[: aside.start()]) is not None:
        return "other"
    if (both := re.split(r"\s?/\s?|\s\(", bare, maxsplit=1)) and len(both) == 2 and both[0] in words.labels:
        return words.labels[both[0]]
    if composed := _composed(bare) or _composed(bare.split(" (")[0]):
        return composed
    if len(bare) < _SHORTEST_FUZZY or len(bare) > _LONGEST_FUZZY or not bare.replace(" ", "").isalpha():
        return None
    meanings = {words.labels[near] for near in nearest(bare)}
    return meanings.pop() if len(meanings) == 1 else None


@lru_cache(REMEMBERED)
def exact_meaning(text: str) -> str | None:
    """What a label means that is printed without a mistake, as one that no colon follows must be."""
    bare = key(text.split(" (")[0]) if 1 < len(text) <= _LONGEST_LONE else ""
    words = vocabulary()
    if bare in words.captain_words or bare in words.status_words:
        return None
    if (aside := _ASIDE.search(text)) and changes(aside[1]):
        return "other" if bare in words.labels else None
    return words.labels.get(bare) or _composed(bare)


def changes(aside: str) -> bool:
    """Whether words in brackets say that a value is not the booking's: somebody else's, a limit, or a part of it."""
    words = set(_WORD.findall(fold(aside)))
    return bool(words & vocabulary().changing) != bool(words & vocabulary().excluding)


def says_nothing(value: str) -> bool:
    """Whether a value says only that there is none, or none yet."""
    return key(value) in vocabulary().nothing or fold(value).startswith(vocabulary().nothing_yet)


def _opening(bare: str) -> str | None:
    """What a label with a name in it means, as `note from ikaika`; a platform's or a captain's note is no guest's."""
    if len(bare.split()) > _MOST_WORDS:
        return None
    words = vocabulary()
    opening = next((start for start in words.label_openings if bare.startswith(start + " ")), None)
    if opening is None:
        return None
    name = bare[len(opening) + 1 :]
    return "other" if name in words.own_platforms or changes(name) else words.label_openings[opening]


def _composed(bare: str) -> str | None:
    """What a label of two or more known words means, as `total renter pays` or `charter start time`."""
    words = [part for part in _JOINTS.split(bare) if part]
    parts = set(words)
    if not 1 < len(parts) <= _MOST_WORDS or words[-1] in _PREPOSITIONS or not parts <= _composing():
        return None
    joints = vocabulary().label_joints
    meanings = [
        meaning
        for meaning, form in vocabulary().label_forms.items()
        if parts & form.heads and parts & form.beside and parts - form.heads - form.beside <= joints
    ]
    return meanings[0] if len(meanings) == 1 else None


def heads_paper(line: str) -> bool:
    """Whether a line is the head of an invoice or the like, whose bare date is that of its issue."""
    return _ISSUED.match(fold(line)) is not None


@cache
def _composing() -> frozenset[str]:
    """Every word of which labels are put together."""
    words = vocabulary()
    return words.label_joints.union(*(form.heads | form.beside for form in words.label_forms.values()))
