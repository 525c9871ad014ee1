"""The texts that the crew reads about a boat, and how a checklist is read from one."""

from typing import get_args

import pytest

from drawing.boat_texts import CrewText, Phase, boat_text, boats_with_texts, checklist, phases

BOATS = sorted(boats_with_texts())
HELP = ("16", "tel:911", "tel:+1")


@pytest.mark.parametrize("boat", BOATS)
def test_every_boat_has_what_the_crew_reads_in_both_languages(boat: str) -> None:
    for text in get_args(CrewText):
        english, spanish = (boat_text(boat, text, language) for language in ("en", "es"))
        assert english != spanish
        for part in ("<li>", "<h2>"):
            assert english.count(part) == spanish.count(part), f"{text} has another number of {part} in one language"


@pytest.mark.parametrize("boat", BOATS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_emergency_card_says_whom_to_call_and_has_all_that_must_be_on_it(boat: str, language: str) -> None:
    """Rough weather, man overboard, fire: 46 CFR 26.03-2."""
    card = boat_text(boat, "emergency", language)
    assert all(part in card for part in HELP)
    assert card.count("<h2>") == 4
    assert card.count("<ol>") == 3


@pytest.mark.parametrize("boat", BOATS)
def test_a_checklist_goes_from_the_day_before_to_after_and_no_line_stands_twice(boat: str) -> None:
    read = checklist(boat, "en")
    assert [phase.title for phase in read] == ["The day before", "Before boarding", "Boarding", "Under way and after"]
    assert all(phase.items for phase in read)
    lines = [(phase.title, line) for phase in read for line in phase.items]
    assert len(set(lines)) == len(lines)


def test_headings_and_their_lines() -> None:
    before = "An introduction.\n\n- no line\n\n"
    text = f"{before}## First\n\n- one *soft*\n  and long\n- <b>two</b>\n\n## Empty\n\n## Last\n\n1. three\n"
    assert list(phases(text)) == [
        Phase("First", ("one <em>soft</em>\nand long", "&lt;b&gt;two&lt;/b&gt;")),  # type: ignore[arg-type]
        Phase("Last", ("three",)),  # type: ignore[arg-type]
    ]
