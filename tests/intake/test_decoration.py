"""What stands round a booking, and how its lines are laid out, changes nothing of what is read."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.intake import read
from bot.pipeline.intake.vocabulary import key, vocabulary
from tests.intake.cards import CARDS, FULL, IN_ONE_LINE, TODAY, Rows, assert_sound, differences, plain

Decoration = Callable[[str], str]

BOATSETTER = "Boatsetter <boatsetter@mail.boatsetter.com>"
FORWARDS = {
    "Gmail": f"---------- Forwarded message ---------\nFrom: {BOATSETTER}\nDate: Mon, Apr 20, 2026 at 9:14 AM\n"
    "Subject: Your trip\nTo: <charters@example.com>\n\n\n",
    "Gmail, Spanish": f"---------- Forwarded message ---------\nDe: {BOATSETTER}\n"
    "Date: lun, 20 abr 2026 a las 9:14\nSubject: Tu viaje\nTo: <charters@example.com>\n\n\n",
    "Gmail reply": f"On Mon, Apr 20, 2026 at 9:14 AM {BOATSETTER} wrote:\n\n",
    "Gmail reply, Spanish": f"El lun, 20 abr 2026 a las 9:14, {BOATSETTER} escribió:\n\n",
    "Outlook": f"________________________________\nFrom: {BOATSETTER}\nSent: Monday, April 20, 2026 9:14 AM\n"
    "To: Charters <charters@example.com>\nSubject: FW: Your trip\n\n",
    "Outlook, Spanish": f"________________________________\nDe: {BOATSETTER}\n"
    "Enviado el: lunes, 20 de abril de 2026 9:14\nPara: Charters <charters@example.com>\nAsunto: RV: Tu viaje\n\n",
    "Outlook original": f"-----Original Message-----\nFrom: {BOATSETTER}\nSent: Monday, April 20, 2026 9:14 AM\n"
    "To: Charters\nCc: Rowan Ashby <rowan@example.com>\nSubject: Your trip\n\n",
    "Apple": f"Begin forwarded message:\n\nFrom: {BOATSETTER}\nSubject: Your trip\n"
    "Date: April 20, 2026 at 9:14:02 AM PDT\nTo: charters@example.com\n\n",
    "Apple, Spanish": f"Inicio del mensaje reenviado:\n\nDe: {BOATSETTER}\nAsunto: Tu viaje\n"
    "Fecha: 20 de abril de 2026, 9:14:02 PDT\nPara: charters@example.com\n\n",
}
SIGNATURES = {
    "marked signature": "\n-- \nRowan Ashby\nHarbor Island Charters\n(619) 555-0100\nops@example.com",
    "marked signature, further below": "\n\n-- \nRowan Ashby\nHarbor Island Charters\n(619) 555-0100\nops@example.com",
    "thanks": "\n\nThanks,\nRowan",
    "thanks, directly below": "\nThanks,\nRowan",
    "saludos": "\n\nSaludos,\nRowan Ashby\n(619) 555-0100",
}

# Ways to set label and value.
LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "plain": plain,
    "blank lines": lambda rows: plain(rows).replace("\n", "\n\n"),
    "two blank lines": lambda rows: plain(rows).replace("\n", "\n\n\n"),
    "tab behind the colon": lambda rows: _each(rows, "{}:\t{}"),
    "blanks behind the colon": lambda rows: _each(rows, "{}:     {}"),
    "no blank behind the colon": lambda rows: _each(rows, "{}:{}"),
    "blank before the colon": lambda rows: _each(rows, "{} : {}"),
    "upper case": lambda rows: plain(tuple((label.upper(), value) for label, value in rows)),
    "lower case": lambda rows: plain(tuple((label.lower(), value) for label, value in rows)),
    "hyphens": lambda rows: _each(rows, "- {}: {}"),
    "bullets": lambda rows: _each(rows, "• {}: {}"),
    "indented bullets": lambda rows: _each(rows, "  • {}: {}"),
    "asterisks": lambda rows: _each(rows, "* {}: {}"),
    "bold with colon": lambda rows: _each(rows, "**{}:** {}"),
    "bold before colon": lambda rows: _each(rows, "**{}**: {}"),
    "Slack's bold": lambda rows: _each(rows, "*{}:* {}"),
    "bold in bullets": lambda rows: _each(rows, "- **{}:** {}"),
    "two lines": lambda rows: _each(rows, "{}\n{}"),
    "two lines with colon": lambda rows: _each(rows, "{}:\n{}"),
    "two lines, blank lines": lambda rows: _each(rows, "{}\n{}\n"),
    "two lines, bold": lambda rows: _each(rows, "**{}**\n{}"),
    "markdown table": lambda rows: "| Field | Value |\n| --- | --- |\n" + _each(rows, "| {} | {} |"),
    "markdown table, bold": lambda rows: "| | |\n|:--|:--|\n" + _each(rows, "| **{}** | {} |"),
    "sheet": lambda rows: _each(rows, "{}\t{}"),
    "sheet with a title": lambda rows: "Field\tValue\n" + _each(rows, "{}\t{}"),
}
# What happens to a whole text.
HEADS: dict[str, Decoration] = {name: lambda text, head=head: head + text for name, head in FORWARDS.items()}  # type: ignore[misc]
TAILS: dict[str, Decoration] = {name: lambda text, tail=tail: text + tail for name, tail in SIGNATURES.items()}  # type: ignore[misc]
QUOTES: dict[str, Decoration] = {
    f"quoted with {mark!r}": lambda text, mark=mark: _quoted(text, mark)  # type: ignore[misc]
    for mark in ("> ", ">", "> > ", ">> ", ">>> ", "> > > ")
}
SIGNS: dict[str, Decoration] = {
    "NBSP": lambda text: text.replace(" ", "\u00a0"),
    "narrow NBSP": lambda text: text.replace(" ", "\u202f"),
    "figure space": lambda text: text.replace(" ", "\u2007"),
    "NBSP after the colon": lambda text: text.replace(": ", ":\u00a0"),
    "BOM": lambda text: "\ufeff" + text,
    "zero-width blank at every line": lambda text: "\u200b" + text.replace("\n", "\u200b\n\u200b"),
    "zero-width joiner in every word": lambda text: re.sub(r"\B", "\u2060", text),
    "soft hyphens": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u00ad", text),
    "marks of direction": lambda text: re.sub(r"(?m)^(.*)$", "\u200e\\1\u200e", text),
    "blanks at the ends": lambda text: re.sub(r"(?m)$", "  ", text),
    "blank lines round it": lambda text: f"\n\n{text}\n\n",
}
LINE_ENDS: dict[str, Decoration] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "line separator": lambda text: text.replace("\n", "\u2028"),
}
AROUND = {**HEADS, **TAILS, **QUOTES, **SIGNS, **LINE_ENDS}

# Labels that are by nature something else, and why.
NO_SYNONYMS = {
    "tells that a booking was changed": lambda label: label.startswith(("new ", "nuev", "you now ")),
    "asks whoever fills a form in, who need not be the guest": lambda label: label.startswith(("your ", "tu ")),
    "says with or without captain by itself": lambda label: label in vocabulary().captain_words,
    "says the status by itself": lambda label: label in vocabulary().status_words,
    "is the title of a page about a request": lambda label: label in ("request", "requests"),
}


def synonyms(label: str) -> list[str]:
    """The other labels of the same meaning."""
    labels = vocabulary().labels
    return [
        other.capitalize()
        for other, meaning in labels.items()
        if meaning == labels[key(label)] and not any(excludes(other) for excludes in NO_SYNONYMS.values())
    ]


def _each(rows: Rows, form: str) -> str:
    return "\n".join(form.format(label, value) for label, value in rows)


def _quoted(text: str, mark: str) -> str:
    return re.sub(r"(?m)^", mark, text)


def assert_unchanged(text: str, rows: Rows) -> None:
    assert differences(text, rows) == {}
    assert_sound(text, read(text, today=TODAY))


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_does_not_matter(layout: str, card: str) -> None:
    assert_unchanged(LAYOUTS[layout](CARDS[card]), CARDS[card])


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("name", AROUND)
def test_what_stands_round_it_does_not_matter(name: str, card: str) -> None:
    assert_unchanged(AROUND[name](plain(CARDS[card])), CARDS[card])


@pytest.mark.parametrize("card", ["full", "Spanish"])
@pytest.mark.parametrize("head", FORWARDS)
def test_a_forward_with_blank_lines_between_all_its_lines(head: str, card: str) -> None:
    text = FORWARDS[head] + plain(CARDS[card])
    assert_unchanged(text.replace("\n", "\n\n"), CARDS[card])


@st.composite
def decorated(draw: st.DrawFn) -> tuple[str, Rows]:
    """A text with a card in it, and the card's rows in their own order and words."""
    rows = CARDS[draw(st.sampled_from(list(CARDS)))]
    said = {label: draw(st.sampled_from([label, label, label, *synonyms(label)])) for label, _ in rows}
    shuffled = tuple((said[label], value) for label, value in draw(st.permutations(rows)))
    text = LAYOUTS[draw(st.sampled_from(list(LAYOUTS)))](shuffled)
    # What stands behind it, what stands before it, and so on outwards: the order is that of the programs.
    for kind, most in ((TAILS, 1), (HEADS, 2), (QUOTES, 1), (SIGNS, 2), (LINE_ENDS, 1)):
        for name in draw(st.lists(st.sampled_from(list(kind)), max_size=most, unique=True)):
            text = kind[name](text)
    return text, rows


@given(decorated())
@settings(deadline=None, max_examples=200)
def test_decorations_do_not_matter_together(found: tuple[str, Rows]) -> None:
    assert_unchanged(*found)


SHORT: Rows = (
    ("Booking ID", "rtkwzbn"),
    ("Renter", "Odalys Bramwell"),
    ("Date", "Sep 12, 2026"),
    ("Time", "2:00 PM - 5:30 PM"),
    ("Passengers", "11"),
)
WITH_START = (*SHORT[:2], FULL[5], FULL[6], SHORT[4])
ONE_OF_EACH: dict[str, Rows] = {
    **{label: SHORT for label, _ in SHORT},
    **dict.fromkeys(("Start", "End"), WITH_START),
    **{row[0]: (*SHORT, row) for row in (*FULL, IN_ONE_LINE[4]) if row not in (*WITH_START, FULL[7])},
}
"""By label: a short card that holds a row with it."""


@pytest.mark.parametrize("label", ONE_OF_EACH)
def test_every_label_of_the_vocabulary_is_read_as_its_synonyms_are(label: str) -> None:
    card = ONE_OF_EACH[label]
    wrong = {}
    for other in synonyms(label):
        rows = tuple((other if own == label else own, value) for own, value in card)
        if different := differences(plain(rows), card):
            wrong[other] = different
    assert wrong == {}


READ_OTHERWISE = {
    "a label with a second name is no heading": (
        (("Booking ID", "rtkwzbn"), ("Captain / skipper", "Yes"), ("Guest name", "Devin Okafor")),
        (("Booking ID", "rtkwzbn"), ("Captain", "Yes"), ("Guest name", "Devin Okafor")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ_OTHERWISE)
def test_a_label_among_others_is_read_as_its_synonym_is(name: str) -> None:
    said, card = READ_OTHERWISE[name]
    assert differences(plain(said), card) == {}
