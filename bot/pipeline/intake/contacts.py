"""Resolves the guest's mail address and phone, never the operator's or the platform's."""

from __future__ import annotations

import re

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.labels import Pair
from bot.pipeline.intake.meanings import changes, meaning_of
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.prose import sentences_in
from bot.pipeline.intake.shapes import EMAIL, PHONE
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary
from language.phones import e164

_ASIDE = re.compile(r"\s[-–—(·|]|,")
_IN_BRACKETS = re.compile(r"\(([^()]{1,40})\)\s*$")
_HERS = cued(r"\b(?:{theirs}) (?:{phone})\b[^.,;]{,9}$")
_TO_CALL = cued(r"\b(?:{call}) [A-Z]")
_ASIDE_BEHIND = re.compile(r"\s?\(([^()]{1,40})\)")
_ELSEWHERE = cued(r"\b(?:{somebody_else})\b")
_PERSON = re.compile(r"(?:(?P<label>[A-Z][\w ]{2,25}):\s)?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){0,2})")
_OTHERS = ("other", "operator", "captain")
_LINES_BELOW_GUEST = 3
_FEWEST_DIGITS, _MOST_DIGITS = 10, 15


def resolve_contacts(evidence: Evidence, facts: Facts) -> None:
    """Put labelled contacts, and those written beside the guest's name, into the facts."""
    emails: list[Fact] = []
    phones: list[Fact] = []
    for pair in _of_guest(evidence, facts):
        why = f'after the label "{pair.label.text.strip()}"'
        beside = pair.meaning == "guest"
        if beside or pair.meaning in ("email", "phone"):
            emails += list(_emails(pair.value, "beside the guest's name" if beside else why))
        if beside or pair.meaning == "phone":
            phones += _phones(pair.value, "beside the guest's name" if beside else why)
        for more in pair.more[:_LINES_BELOW_GUEST] if beside else ():
            emails += _emails(more, "below the guest's name") if EMAIL.fullmatch(more.text) else []
            phones += _phones(more, "below the guest's name") if PHONE.fullmatch(more.text) else []
    for statement in evidence.about("phone"):
        phones += _phones(statement.span, statement.why) if statement.tier == 1 else []
    for statement in evidence.about("contact"):
        emails += _emails(statement.span, statement.why)
        phones += _phones(statement.span, statement.why)
    if not emails and not phones and "guest_name" in facts.values:
        name = facts.values["guest_name"].span
        for line in evidence.lines:
            if not line.tells or "\t" in line.span.text or not line.span.at <= name.at < line.span.end:
                continue
            for sentence in sentences_in(line.span):
                if sentence.at <= name.at < sentence.end:
                    emails += _emails(sentence, "beside the guest's name")
                    phones += [
                        phone
                        for phone in _phones(sentence, "beside the guest's name")
                        if not _is_led_elsewhere(phone.span, name, sentence)
                    ]
    facts.settle("guest_email", emails)
    facts.settle("guest_phone", phones)


def _is_led_elsewhere(phone: Span, name: Span, sentence: Span) -> bool:
    """Whether words between the guest's name and a phone lead to somebody else."""
    first, last = sorted((phone, name), key=lambda span: span.at)
    between = sentence.text[first.end - sentence.at : last.at - sentence.at]
    if _HERS.search(fold(between)):
        return False
    return _ELSEWHERE.search(fold(between)) is not None or _TO_CALL.search(between) is not None


def _of_guest(evidence: Evidence, facts: Facts) -> list[Pair]:
    """The pairs that do not stand below the owner, the captain, the crew or another person with a name."""
    guests = [pair.value.text for pair in evidence.pairs if pair.meaning == "guest"]
    guests += [str(facts.values["guest_name"].value)] if "guest_name" in facts.values else []
    known = {word for guest in guests for word in fold(guest).split()}
    kept: list[Pair] = []
    other_at: int | None = None
    for pair in evidence.pairs:
        if pair.meaning in ("email", "phone"):
            if other_at is None and not _is_of_somebody_else(pair, evidence, known):
                kept.append(pair)
            continue
        other_at = pair.line if pair.meaning == "operator" or _names_captain(pair) else None
        kept.append(pair)
    return kept


def _names_captain(pair: Pair) -> bool:
    """Whether the label of the captain has a name for its value, not a yes or no."""
    return pair.meaning == "captain" and key(_ASIDE.split(pair.value.text)[0]) not in vocabulary().captain_words


def _is_of_somebody_else(pair: Pair, evidence: Evidence, known: set[str]) -> bool:
    """Whether the contact is another's, or the line above names a person no word of whose name is `known`."""
    if (aside := _IN_BRACKETS.search(pair.value.text)) and changes(aside[1]):
        return True
    at = next((index for index in reversed(range(pair.line)) if evidence.lines[index].tells), None)
    if at is None or any(at in (fact.line, fact.last) for fact in evidence.pairs if fact.meaning not in _OTHERS):
        return False
    person = _PERSON.fullmatch(evidence.lines[at].span.text.strip())
    if person is None or (person["label"] and meaning_of(person["label"]) is not None):
        return False
    words = set(fold(person["name"]).split())
    named = bool(known) or person["label"] is not None
    return named and not words & known and not words & (vocabulary().everyday | vocabulary().boat_names)


def _emails(span: Span, why: str) -> list[Fact]:
    words = vocabulary()
    found: list[Fact] = []
    for match in EMAIL.finditer(span.text):
        address = match[0].lower().rstrip(".")
        mailbox, domain = address.rsplit("@", 1)
        if not domain.endswith(words.domains) and mailbox not in words.mailboxes:
            found.append(Fact(address, span.cut(*match.span()), why))
    return found


def _phones(span: Span, why: str) -> list[Fact]:
    found: list[Fact] = []
    days = find_mentions(span.text).days
    for match in PHONE.finditer(span.text):
        aside = _ASIDE_BEHIND.match(span.text, match.end())
        others = aside is not None and (changes(aside[1]) or _ELSEWHERE.search(fold(aside[1])))
        if others or any(day.start < match.end() and match.start() < day.end for day in days):
            continue
        digits = sum(sign.isdigit() for sign in match[0])
        if _FEWEST_DIGITS <= digits <= _MOST_DIGITS and (number := e164(match[0])):
            found.append(Fact(number, span.cut(*match.span()), why))
    return found
