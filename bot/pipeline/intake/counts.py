"""Finds how many people a piece of text speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, vocabulary

_COUNTED = re.compile(r"x?(?P<n>\d{1,3}|[a-z]{3,7}) ?(?:[x×] )?(?P<unit>[a-z]+(?: total)?)")
_BRACKET = re.compile(r"\s\([^()]*\)$")
_ARTICLE = re.compile(r"(?i)(?:(?:for |with |para |con )?(?:a |an |una? )?)")
_IN_PROSE = re.compile(
    r"(?<![\w$.,:/–-])(?P<n>\d{1,3}|[a-z]{3,7}) (?P<unit>of (?:us|them)|in (?:all|total)|en total|on board|all told"
    r"|all together|[a-z]+)\b"
)
_NOT_HERS = re.compile(r" (?:max|maximum|invited|viewed|allowed|yes|under|over|limit)\b")
_NOT_THE_PARTY = re.compile(
    r"\b(?:up to|max|maximum|capacity|cap|limit|another|other|first|hasta|mas|more|at least|than|over|under|or|of|not"
    r"|maybe|holds?|takes|fits?|seats?|sleeps|carries|(?:room|space|licensed) for|plus|extra|had|brought"
    r"|para unas|o|(?:avg|average|typical|usual)\W{1,2}(?:group|party)?(?: size)?(?: of)?)\W*$"
)
# What may follow a count of the whole party; `2 guests are vegan` and `6 pax max` do not count it.
_GOES_ON = re.compile(
    r"(?=\s*(?:$|[.,;:)!?–—/|·&+-]))"
    r"| (?:for|on|from|to|in (?:all|total|her|his|the)|aboard|on board|total|booked|this|and|plus|starting|coming"
    r"|with (?:her|him|them|me|us)"
    r"|leaving|joining|sailing|counting|para|en (?:total|el|la)|a bordo|el|la|y|con|at \d"
    r"|(?:with|w/?) ?(?:a |our |the )?(?:capt\w*|skipper|crew))\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:last (?:time|week|month|year|trip)|another (?:boat|charter|trip|booking|group)|other boat|la ultima vez"
    r"|la semana pasada)\b"
)
_ALONE = re.compile(r"(?P<n>\d{1,2}) (?:total|in all|in total|en total|all told)")
# Somebody comes with so many; whether with them or besides is not said.
_WITH_HER = re.compile(
    r"\b(?:(?:com(?:es?|ing)|arriv\w+) (?:along )?with|br?ings?|bringing|(?:llegan?|vienen?) con|traen?)\W*$"
)
_NOT_ALL = re.compile(
    r" (?:menu|platter|table|package|tent|cancel|drop|can't|cannot|won'?t|fewer|extra|sick|left|missing|max|limit|need"
    r"|want"
    r"|(?:less|more|late|who|have|has)\b)"
)
_HEDGED = re.compile(
    r"\b(?:not sure|maybe|i think|i guess|probably|perhaps|or so|roughly|about \d|around \d|no se|no estoy segur[oa]"
    r"|creo que|tal vez|quizas?|mas o menos|como \d)\b"
)
_CREW = re.compile(
    r"\s?(?:\+|&|\band\b|\bplus\b|\by\b|\bmas\b)\s?(?:\d{0,2} ?)?(?:(?:our|the|a|el|la|nuestr[oa]) )?"
    r"(?:crew|capt|captain|mate|skipper|staff|tripula\w+|capitan|patron|marinero)\b.{0,30}$"
)
_OF_SEATS = re.compile(r"(?P<n>\d{1,3}) (?:of|de) \d{1,3} (?:seats|spots|places|plazas|asientos)")
_SUMMED = re.compile(r"\d{1,3} ?(?P<unit>[a-z]+)\b[^=]{0,40}= ?(?P<n>\d{1,3})(?: ?(?:total|in all|[a-z]+))?$")
_CHILDREN = r"(?:kids?|child\w*|infants?|bab\w+|toddlers?|teens?|ninos?|ninas?|bebes?|menores)\b"
_ONLY_CHILDREN = re.compile(rf"\d{{1,2}} {_CHILDREN}")
_ALSO_CHILDREN = re.compile(rf"(?:,|,? (?:\+|&|and|plus|y|mas))\s?\d{{1,2}} {_CHILDREN}")
_ARE = re.compile(
    r"\b(?:they|we|she|he|it|there|that|party|group)(?:(?:'ll| will)(?: be)?| are| is|'re|'s| grew to| went to)"
    r"(?: now| actually)? (\d{1,3})(?!\w)(?! ?(?:[ap]\.?m|[:/.%]\d|h\b|hours?|hrs?|min|years?|ft|feet|o'clock|days?))"
    r"|\b(?:now|son|seran|somos|seremos)(?: ahora)? (\d{1,3})(?!\w)(?! ?(?:[ap]\.?m|[:/.%]\d|h\b|ho\w+|anos))"
)
_IS_COMING = re.compile(r"\b(?:there(?:'s| are| is| will be)|(?:we|they)(?: are|'re)|van|somos|son|seremos|vienen)\s*$")
_ONE = {"guest", "passenger", "person", "adult", "pasajero", "persona", "invitado", "adulto", "viajero"}
"""As in `a 12 passenger boat`."""
CAPTAIN_AT_END = re.compile(r"(?:\bw/ ?|\bwith (?:a )?|\bcon )(?:captain|capt|capitan)$")
_MOST_PEOPLE = 500
_LONGEST_COUNT = 60


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
    if seated := _OF_SEATS.fullmatch(folded) if folded[-1:] == "s" and " " in folded else None:
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
        for match in _IN_PROSE.finditer(folded if counted else "")
        if match["unit"] in vocabulary().party_after
        and match["unit"] not in _ONE
        and not _NOT_THE_PARTY.search(folded[: match.start()])
        and not _NOT_HERS.match(folded, match.end())
        and not _ELSEWHERE.search(folded)
    ]
    said = [number for pair in _ARE.findall(folded) for number in pair if number]
    return [number for word in (*counts, *said) if (number := count_of(word))]


def counts_in(span: Span) -> list[tuple[int, Span]]:
    """The counts of guests in running text, with their places; none where children are counted apart."""
    folded = fold(span.text)
    return [
        (number, span.cut(match.start("n"), match.end("n")))
        for match in _IN_PROSE.finditer(folded)
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
    counted = any(match["unit"] in vocabulary().party_after for match in _IN_PROSE.finditer(folded))
    return counted or _ONLY_CHILDREN.match(folded) is not None


def said_to_be(span: Span) -> list[tuple[int, Span]]:
    """The counts that somebody is said to be, as `they will be 8`."""
    return [
        (number, span.cut(*match.span(group)))
        for match in _ARE.finditer(fold(span.text))
        for group in (1, 2)
        if match[group] and (number := count_of(match[group]))
    ]


def count_of(word: str) -> int | None:
    number = int(word) if word.isascii() and word.isdigit() else vocabulary().numbers.get(word, 0)
    return number if 0 < number <= _MOST_PEOPLE else None
