"""Resolves amounts by what they are for."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.meanings import exact_meaning
from bot.pipeline.intake.traced import Span

_AMOUNT = cued(
    r"(?P<sign>[-−(]\s?)?(?P<before>US\$|USD|U\$S|\$|[A-Z]{2,3}\s?\$|€|£|MXN|EUR|CAD)?\s{0,2}(?P<number>\d[\d.,]*)"
    r"(?:\s?(?P<after>US\$|\$\s?US|USD|{dollars}|MXN|EUR|€|£|CAD|%|k\b))?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d{2})?|\d+(?:\.\d{2})?")
_SPANISH = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{2}|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{2}")
_DOLLARS = cued(r"us\$|\$ ?us|usd|u\$s|\$|{dollars}", re.IGNORECASE)
_BEHIND = cued(r"[,;.|·(!/-]|(?:{behind_a_sum})\b")
_EACH = cued(r"(?i)(?:[x×*/]|{each})(?![a-z]{3})")
_RANGE = cued(r"(?i)(?:us)?\$\s?\d|(?:→|->|=>)|(?:[-–—/]|{to}|{or}|{and})\s?\(?(?:us)?[$€£]?\s?\d|[-–—+]\s?\(?\$|\+|%")
_MORE = re.compile(r"\+|(?:[-–—→]|->)\s?\(?\$")
_CLAUSE_END = re.compile(r"[.;,·|]\s|\s[-–—]\s|[.;,]$")
_PART = cued(r"^\(?(?:{plus})\b|\b(?:{part_of_a_sum})\b")
_ANOTHER = cued(r"\b(?:{pay_of_another}):? *$|\b(?:{earned_before})\b[^.;]{0,30}$")
# What a sum is of that is not the renter's whole price, where it heads the lines.
_OTHER_SUM = cued(r"^\W*(?:[a-z]+ ){0,2}(?:{other_sums})\b(?!.*:)")
_FIELD = {"total": "total_usd", "payout": "payout_usd"}


def resolve_money(evidence: Evidence, facts: Facts) -> None:
    """Put what the renter pays in all and what the owner gets into the facts; other amounts are left alone."""
    found: dict[str, list[Fact]] = {"total_usd": [], "payout_usd": []}
    plain_totals: list[Fact] = []
    for pair in evidence.pairs:
        field = _FIELD.get(pair.meaning)
        if field and (fact := _amount(_without_label(pair.value), f'after the label "{pair.label.text.strip()}"')):
            if _MORE.match(_round(pair.value, evidence)[1]):
                continue
            if pair.heading == "payout" and pair.label.text.strip(" :").lower() == "total":
                field = "payout_usd"
            if field == "total_usd" and pair.label.text.strip(" :").lower() == "total":
                if _OTHER_SUM.search(_head(pair.line, evidence)):
                    continue
                plain_totals.append(fact)
            else:
                found[field].append(fact)
    for statement in evidence.statements:
        if statement.tier != 1 or statement.about not in _FIELD:
            continue
        before, behind = _round(statement.span, evidence)
        if _ANOTHER.search(before.lower()) or _is_part(behind):
            continue
        if fact := _amount(statement.span, statement.why):
            found[_FIELD[statement.about]].append(fact)
    for field, amounts in found.items():
        facts.settle(field, amounts or (plain_totals if field == "total_usd" else []))


def _without_label(value: Span) -> Span:
    """The value behind a further label, as in `Earnings: you earn $1,610.00`."""
    at = value.text.find("$")
    return value.cut(at) if at > 0 and exact_meaning(value.text[:at]) in _FIELD else value


def _head(index: int, evidence: Evidence) -> str:
    """The first line of the block of lines in which the line stands."""
    while index > 0 and evidence.lines[index - 1].tells:
        index -= 1
    return evidence.lines[index].span.text.lower()


def _round(span: Span, evidence: Evidence) -> tuple[str, str]:
    """What stands before and behind the words in their line."""
    line = next((line.span for line in evidence.lines if line.span.at <= span.at < line.span.end), None)
    return (line.text[: span.at - line.at], line.text[span.end - line.at :].strip()) if line else ("", "")


def _is_part(rest: str) -> bool:
    """Whether the words behind an amount say that it is a rate, a range, a deposit, or not all of it."""
    return bool(_EACH.match(rest) or _RANGE.match(rest) or _PART.search(_CLAUSE_END.split(rest, maxsplit=1)[0].lower()))


def _amount(span: Span, why: str) -> Fact | None:
    """The dollars at the head of the text; no other currency, no share, no sum that two notations read differently."""
    match = _AMOUNT.match(span.text.lstrip(" ~≈:"))
    if not match:
        return None
    lead = len(span.text) - len(span.text.lstrip(" ~≈:"))
    value = read_number(match["number"].rstrip(".,"))
    currency = {mark.strip().lower() for mark in (match["before"], match["after"]) if mark}
    if value is None or match["sign"] or not all(map(_DOLLARS.fullmatch, currency)):
        return None
    rest = span.text[lead + match.end() :].strip()
    if _is_part(rest):
        return None
    if not currency and rest and not _BEHIND.match(rest.lower()):
        return None
    return Fact(
        value,
        span.cut(lead + match.start(), lead + match.end("number") if not match["after"] else lead + match.end()),
        why,
    )


def read_number(text: str) -> Decimal | None:
    """The amount in English (1,142.50) or Spanish (1.142,50) notation; None where neither fits."""
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _SPANISH.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return None
