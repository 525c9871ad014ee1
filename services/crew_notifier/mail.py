"""A mail's words: subject, text and HTML from the same values. Pure functions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from language import times
from services.agenda.ics import Entry
from services.crew_notifier.calendar_entry import calendar_entry
from services.crew_notifier.letter import FAREWELLS, Letter
from services.crewing.facts import Facts
from services.crewing.moves import Difference, differences, moved

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    html: str
    calendar: Entry
    """The charter for the reader's calendar."""


def compose(letter: Letter) -> Mail:
    subject = subject_of(letter)
    values = {
        "letter": letter,
        "facts": letter.facts,
        "subject": subject,
        "reader": times.first_name(letter.reader),
        "lead": lead_of(letter),
        "rows": rows_of(letter),
        "changes": changes_of(letter),
        "button": button_of(letter),
        "farewell": letter.kind in FAREWELLS,
    }
    text = _templates().get_template("mail.txt.j2").render(values)
    html = _templates().get_template("mail.html.j2").render(values)
    return Mail(subject, text, html, calendar_entry(letter))


def subject_of(letter: Letter) -> str:
    facts = letter.facts
    match letter.kind:
        case "off":
            return f"You are off {facts.boat} on {facts.day}"
        case "cancelled":
            return facts.cancelled
        case "reminder_day_before" | "reminder_day_of":
            return f"{_when_it_is(facts)}: {facts.boat}" + (f", call {facts.call}" if facts.call else "")
        case "nag":
            return f"Still needed: can you crew {facts.boat}? {facts.day_and_call}"
        case "new_link":
            return f"Your new link: {facts.boat}, {facts.day_and_call}"
        case "answer_noted" if not letter.agreed:
            return f"Noted: you can't make it. {facts.boat}, {facts.day_and_call}"
        case "moved" if letter.was:
            return moved(letter.was, letter.body, letter.now)
        case _:
            return f"You are on {facts.boat}: {facts.day_and_call}" if letter.agreed else facts.ask


def lead_of(letter: Letter) -> str:
    """The first sentence."""
    facts = letter.facts
    match letter.kind:
        case "off":
            return facts.off
        case "cancelled":
            return facts.cancelled
        case "reminder_day_before" | "reminder_day_of":
            return f"{_when_it_is(facts)} you are on {facts.boat}."
        case "nag":
            return f"We still need your answer: can you crew {facts.boat}?"
        case "new_link":
            return "Here is your new link."
        case "answer_noted" if not letter.agreed:
            by = times.plain(letter.told_to or "The office")
            return f"{by} wrote down that you can't make it on {facts.boat}. Not right? Say so."
        case "moved" if letter.was and not letter.agreed:
            what = moved(letter.was, letter.body, letter.now)
            return f"{what}.{' Your yes no longer counts.' * letter.yes_is_void} Can you come?"
    if letter.told_to and letter.agreed:
        return f"You are on {facts.boat}: you said yes to {times.plain(letter.told_to)}. Not right? Say so."
    return f"You are on {facts.boat}. Not right? Say so." if letter.agreed else f"Can you crew {facts.boat}?"


def button_of(letter: Letter) -> str:
    if letter.kind in FAREWELLS:
        return "Got it"
    return "Change your answer" if letter.agreed else "Confirm availability / Can’t make it"


def rows_of(letter: Letter) -> tuple[tuple[str, str], ...]:
    """The facts below the call, name and value; text and HTML list these."""
    facts = letter.facts
    return (
        ("When", facts.when),
        *((("Where", facts.where),) if facts.where else ()),
        ("Your role", facts.role),
        ("Guest", facts.party),
        ("Also on", ", ".join(facts.others) or "nobody yet"),
    )


def changes_of(letter: Letter) -> tuple[Difference, ...]:
    """What is different for somebody whose charter moved: name, old, new."""
    if letter.kind != "moved" or letter.was is None:
        return ()
    return differences(letter.was, letter.body, letter.now)


def _when_it_is(facts: Facts) -> str:
    return {0: "Today", 1: "Tomorrow"}.get(facts.days_ahead, facts.day)


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
