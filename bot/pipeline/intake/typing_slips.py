"""Finds the labels that a mistyped label can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from bot.pipeline.intake.vocabulary import vocabulary

_SHORTEST = 5
_SHORTEST_WITH_WRONG = 9


def nearest(word: str) -> set[str]:
    """The labels that differ from the word in one letter: missing, doubled, swapped with its neighbour, or wrong.

    A wrong letter, or another one more, makes a word of its own of many a short label, as `broker` of `booker`.
    """
    index = _shortened()
    near = {label for form in _forms(word) for label in index.get(form, ())}
    return {label for label in near if _one_slip(word, label)}


@cache
def _shortened() -> Mapping[str, list[str]]:
    """Every label of some length by itself and by itself without any one letter."""
    index: dict[str, list[str]] = defaultdict(list)
    for label in vocabulary().labels:
        if len(label) >= _SHORTEST:
            for form in _forms(label):
                index[form].append(label)
    return index


def _forms(word: str) -> set[str]:
    return {word} | {word[:cut] + word[cut + 1 :] for cut in range(len(word))}


def _one_slip(word: str, label: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(word, label, strict=False)) if a != b), min(len(word), len(label)))
    rest, aim = word[same:], label[same:]
    if rest == aim[1:] or (rest[:2] == aim[1::-1] and rest[2:] == aim[2:]):
        return True
    if rest[1:] == aim:
        return same > 0 and rest[0] == word[same - 1]
    return rest[1:] == aim[1:] and same > 0 and len(word) >= _SHORTEST_WITH_WRONG
