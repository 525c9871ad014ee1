"""Takes a mail apart whose lines were joined into one by copying."""

from __future__ import annotations

import re
from functools import cache

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.traced import Traced
from bot.pipeline.intake.vocabulary import vocabulary

_LINE = re.compile(r"(?m)^.{160,4000}$")
_FEWEST_LABELS = 4


@cache
def _labels() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, vocabulary().mail_labels), key=len, reverse=True))
    return re.compile(
        rf"(?<=\S) (?P<label>{words}):? (?=\S)(?!(?:{words})\b)|(?<=[bcdfghjklmnpqrstvwxz]{{7}}) (?=[A-Z])"
    )


@cache
def _stacked() -> re.Pattern[str]:
    """A day, or a count of guests, whose parts stand on lines of their own, as on the cards of an app."""
    words = vocabulary()
    weekday, month = ("|".join(names) for names in (words.weekdays, words.months))
    after = "|".join(map(re.escape, words.party_after))
    blanks = r"[ \t]*\n\s{0,3}"
    return re.compile(
        rf"(?mi)^[ \t]{{0,9}}(?:(?:(?:{weekday})\.?,?{blanks})?\d{{1,2}}{blanks}(?:{month})\b\.?"
        rf"(?:[ ,]{{0,2}}20\d\d)?[ \t]*$"
        rf"|(?:{month})\.?{blanks}\d{{1,2}}(?:{blanks}20\d\d)?(?:{blanks}(?:{weekday}))?[ \t]*$"
        rf"|\d{{1,2}}{blanks}(?:{after})[ \t]*$(?!\n{{1,2}}[ \t]*\d{{1,3}}[ \t]*$))"
    )


def unstack(page: Traced) -> Traced:
    """The page with such days and counts on one line."""
    if not _NUMBER_ALONE.search(page.text):
        return page
    return page.sub(_stacked(), lambda match: _BREAK.sub(" ", match[0]))


_NUMBER_ALONE = re.compile(r"(?m)^[ \t]{0,9}\d{1,2}[ \t]{0,9}$")
_BREAK = re.compile(r"\s*\n\s*")
_QUESTION = cued(
    r"(?mi)^[ \t]{0,9}(?:{question})[.:)]\s?[ \t]{0,9}(?P<asked>[^\s?][^\n?]{1,60})\??[ \t]{0,9}\n"
    r"[ \t]{0,9}(?:{answer})[.:)][ \t]*"
)


def answer(page: Traced) -> Traced:
    """The page with each question of a form as the label of its answer."""
    return page.sub(_QUESTION, lambda match: f"{match['asked']}: ")


@cache
def _was_and_now() -> re.Pattern[str]:
    """A label with the old value and the new one below it, each on a line of its own."""
    was, now = ("|".join(map(re.escape, words)) for words in (vocabulary().before_now, vocabulary().now))
    return re.compile(
        rf"(?mi)^(?P<label>[ \t]{{0,9}}[^\W\d_][^:\n]{{1,30}}?):?[ \t]{{0,9}}\n"
        rf"[ \t]{{0,9}}(?:{was}):[^\n]{{1,100}}\n[ \t]{{0,9}}(?:{now}):[ \t]{{0,9}}(?=\S)"
    )


def renew(page: Traced) -> Traced:
    """The page with only the new one of such values."""
    return page.sub(_was_and_now(), lambda match: f"{match['label']}: ")


def unjoin(page: Traced) -> Traced:
    """The page with the labels of the platform's mails, and what follows them, on lines of their own."""
    joined = [m.span() for m in _LINE.finditer(page.text) if _count(m[0]) >= _FEWEST_LABELS]
    if not joined:
        return page

    def parted(match: re.Match[str]) -> str:
        if not any(start <= match.start() < stop for start, stop in joined):
            return match[0]
        return f"\n{match['label']}: " if match["label"] else "\n"

    return page.sub(_labels(), parted)


def _count(line: str) -> int:
    return len({match["label"] for match in _labels().finditer(line) if match["label"]})
