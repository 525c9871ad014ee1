"""Finds how many people a piece of text speaks of."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, vocabulary

_COUNTED = cued(r"x?(?P<n>\d{1,3}|[a-z]{3,7}) ?(?:[x×] )?(?P<unit>[a-z]+(?: (?:{total}))?)")
_BRACKET = re.compile(r"\s\([^()]*\)$")
_ARTICLE = cued(r"(?i)(?:(?:{for}|{with}) )?(?:(?:{a}) )?")
_NOT_HERS = cued(r" (?:{not_of_the_party})\b")
_NOT_THE_PARTY = cued(r"\b(?:{before_another_number})\W*$")
# What may follow a count of the whole party; `2 guests are vegan` and `6 pax max` do not count it.
_GOES_ON = cued(r"(?=\s*(?:$|[.,;:)!?–—/|·&+-]))| (?:{behind_a_count})\b")
_ELSEWHERE = cued(r"\b(?:{another_time})\b")
_ALONE = cued(r"(?P<n>\d{1,2}) (?:{in_all})")
# Somebody comes with so many; whether with them or besides is not said.
_WITH_HER = cued(r"\b(?:{brings})\W*$")
_NOT_ALL = cued(r" (?:{not_all})")
_HEDGED = cued(r"\b(?:{hedged})\b")
_CREW = cued(r"\s?(?:\+|&|\b(?:{and_also})\b)\s?(?:\d{0,2} ?)?(?:(?:{our}) )?(?:{crew})\b.{0,30}$")
_OF_SEATS = cued(r"(?P<n>\d{1,3}) (?:{of}) \d{1,3} (?:{seats})")
_SUMMED = cued(r"\d{1,3} ?(?P<unit>[a-z]+)\b[^=]{0,40}= ?(?P<n>\d{1,3})(?: ?(?:{in_all}|[a-z]+))?$")
_ONLY_CHILDREN = cued(r"\d{1,2} (?:{children})\b")
_ALSO_CHILDREN = cued(r"(?:,|,? (?:\+|&|{and_also}))\s?\d{1,2} (?:{children})\b")
_ARE = cued(r"\b(?:{they_are}) (?P<n>\d{1,3})(?!\w)(?! ?(?:[ap]\.?m|[:/.%]\d|{measures}))")
_IS_COMING = cued(r"\b(?:{are_coming})\s*$")
_ONE = cue_words("one_person")
"""As in `a 12 passenger boat`."""
CAPTAIN_AT_END = cued(r"(?:\bw/ ?|\b(?:{with}) (?:(?:{a}) )?)(?:{captain})$")
_MOST_PEOPLE = 500
_LONGEST_COUNT = 60
_SHORTEST = 2
"""Letters of words that are small numbers and articles, too."""


@cache
def _in_prose() -> re.Pattern[str]:
    spelled = "|".join(word for word in vocabulary().numbers if len(word) > _SHORTEST)
    return cued(rf"(?<![\w$.,:/–-])(?P<n>\d{{1,3}}|{spelled}) (?P<unit>{{everybody}}|[a-z]+)\b")


def party_in(span: Span) -> tuple[int, Span] | None:
    """The number of people in a piece that says nothing else, as `6 ppl` or `party of 6`."""
    if len(span.text) > _LONGEST_COUNT or (count := _party_of(span.text)) is None:
        return None
    number, words = count
    return number, Span(words.text, span.at + words.at)


@lru_cache(REMEMBERED)
def _party_of(text: str) -> tuple[int, Span] | None:
    """The count with its place in the text."""
    words = vocabulary()
    span = Span(text, 0)
    span = span.cut(0, crewed.start()) if (crewed := CAPTAIN_AT_END.search(fold(text))) else span
    bare = span.cut(0, bracket.start()) if (bracket := _BRACKET.search(span.text)) else span
    bare = bare.cut(0, crew.start()) if (crew := _CREW.search(fold(bare.text))) else bare
    bare = bare.strip(".!()[]:–—-")
    bare = bare.cut(article.end()) if (article := _ARTICLE.match(bare.text)) else bare
    folded = fold(bare.text)
    counted = _COUNTED.fullmatch(folded)
    if counted and counted["unit"] in words.party_after and (number := count_of(counted["n"])):
        return number, bare.cut(counted.start("n"), counted.end("n"))
    if alone := _ALONE.fullmatch(folded):
        return int(alone["n"]), bare.cut(*alone.span("n"))
    if seated := _OF_SEATS.fullmatch(folded):
        return int(seated["n"]), bare.cut(*seated.span("n"))
    if (summed := _SUMMED.fullmatch(folded)) and summed["unit"] in words.party_after:
        return int(summed["n"]), bare.cut(*summed.span("n"))
    for opening in words.party_before:
        if not folded.startswith(opening + " "):
            continue
        rest = folded[len(opening) :].split()
        if rest and len(rest) <= 2 and (number := count_of(rest[0])):
            at = folded.index(rest[0], len(opening))
            return number, bare.cut(at, at + len(rest[0]))
    return None


def people_in(folded: str, *, counted: bool) -> list[int]:
    """How many people a sentence says somebody is, as `they are 9 now` or `ahora son 9`, and with `counted` `9 ppl`."""
    counts = [
        match["n"]
        for match in _in_prose().finditer(folded if counted else "")
        if match["unit"] in vocabulary().party_after
        and match["unit"] not in _ONE
        and not _NOT_THE_PARTY.search(folded[: match.start()])
        and not _NOT_HERS.match(folded, match.end())
        and not _ELSEWHERE.search(folded)
    ]
    said = [match["n"] for match in _ARE.finditer(folded)]
    return [number for word in (*counts, *said) if (number := count_of(word))]


def counts_in(span: Span) -> list[tuple[int, Span]]:
    """The counts of guests in running text, with their places; none where children are counted apart."""
    folded = fold(span.text)
    return [
        (number, span.cut(match.start("n"), match.end("n")))
        for match in _in_prose().finditer(folded)
        if (match["unit"] in vocabulary().party_after or " " in match["unit"])
        and (_GOES_ON.match(folded, match.end()) or _IS_COMING.search(folded[: match.start()]))
        and not _ELSEWHERE.search(folded)
        and (number := count_of(match["n"]))
        and not _NOT_THE_PARTY.search(folded[: match.start()])
        and is_of_all(folded, *match.span())
    ]


def is_of_all(folded: str, start: int, end: int) -> bool:
    """Whether a count in running text is a sure one, and that of everybody."""
    before = folded[:start]
    apart = (
        _NOT_ALL.match(folded, end)
        or _WITH_HER.search(before)
        or _NOT_THE_PARTY.search(before)
        or _ALSO_CHILDREN.match(folded, end)
    )
    return not (apart or _HEDGED.search(folded))


def is_counted(folded: str) -> bool:
    """Whether guests are counted in the words."""
    counted = any(match["unit"] in vocabulary().party_after for match in _in_prose().finditer(folded))
    return counted or _ONLY_CHILDREN.match(folded) is not None


def said_to_be(span: Span) -> list[tuple[int, Span]]:
    """The counts that somebody is said to be, as `they will be 8`."""
    return [
        (number, span.cut(*match.span("n")))
        for match in _ARE.finditer(fold(span.text))
        if (number := count_of(match["n"]))
    ]


def count_of(word: str) -> int | None:
    number = int(word) if word.isascii() and word.isdigit() else vocabulary().numbers.get(word, 0)
    return number if 0 < number <= _MOST_PEOPLE else None
