"""A reading is bounded work: 20,000 characters cost so many calls at most, and what follows only its cleaning.

Calls do not tell how far a pattern looks within one of them. That is bounded by how the patterns are built: those laid
on all of a paste begin with a rare sign or at the head of a line, and their repeats are bounded or end where the next
match begins (`normalise`); all others see a line of at most 4,000 characters. `make bench` measures the texts that
would be slow otherwise: quotes, comments, titles and parts of mails that do not end.
"""

import datetime
import sys
from types import FrameType

import pytest

from bench.stress import LENGTH, forget, stress
from bot.pipeline.intake import read

TODAY = datetime.date(2026, 5, 1)
MOST_CALLS = 165_000
"""Of functions, Python's and C's; `make bench` tells how many milliseconds that is on a machine."""

TEXTS = stress()
TWICE = stress(2 * LENGTH)


def calls(text: str) -> int:
    """How many functions, Python's and C's, are called while the text is read."""
    forget()
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read(text, today=TODAY)
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module", autouse=True)
def _words_are_read_once() -> None:
    for text in TEXTS.values():
        read(text[:400], today=TODAY)


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_costs_more_than_its_length_allows(name: str) -> None:
    assert calls(TEXTS[name]) <= MOST_CALLS


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_behind_the_limit_costs_only_its_cleaning(name: str) -> None:
    assert calls(TWICE[name]) <= MOST_CALLS + 5 * LENGTH
