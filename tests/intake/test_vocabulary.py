"""Every entry of the reader's data file earns its place: a small text is read as it says, and otherwise without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.pipeline.intake.vocabulary import key, vocabulary
from tests.intake.vocabulary_entries import DATA, ENTRIES, KEPT, Entry, without
from tests.intake.vocabulary_probes import PROBES

SECTIONS = sorted({entry.section.rstrip(".0123456789") for entry in ENTRIES})


@pytest.mark.parametrize("section", SECTIONS)
def test_each_entry_makes_a_difference(section: str) -> None:
    entries = [entry for entry in ENTRIES if entry.section.rstrip(".0123456789") == section]
    assert {str(entry): fault for entry in entries if (fault := _fault(entry))} == {}


def _fault(entry: Entry) -> str | None:
    """What speaks against the entry."""
    if tuple(entry) in KEPT:
        return None
    shown = False
    for probe in PROBES[entry.section.split(".")[0]](entry):
        if probe.shows():
            shown = True
            with without(entry):
                if not probe.shows():
                    return None
    return "without it the same is read" if shown else "no text is read as it says"


def test_every_section_has_its_texts() -> None:
    assert DATA.keys() == PROBES.keys()


def _meanings() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each section with its words and the meaning of each."""
    for section in ("labels", "label_openings", "headings", "status_words", "captain_words", "day_parts", "pictures"):
        words = [(entry.word, entry.section) for entry in ENTRIES if entry.section.startswith(section + ".")]
        yield section, [(key(word) or word, meaning) for word, meaning in words]
    for section in ("months", "weekdays", "numbers"):
        yield section, [(key(e.word), e.section) for e in ENTRIES if e.section.startswith(section + ".")]
    yield "sentences", [(e.word, e.section) for e in ENTRIES if e.section.startswith("sentences.")]
    names = ("boat_names", "party_words.after", "party_words.before", "platforms.own", "platforms.domains")
    names = (*names, "platforms.mailboxes", "platforms.other", "wish_words.words", "no_names.words", "stamp_words")
    names = (*names, *(f"lines.{name}" for name in DATA["lines"]), "boat_nouns", "mail_labels")
    for name in names:
        yield name, [(entry.word, name) for entry in ENTRIES if entry.section == name]


@pytest.mark.parametrize(
    ("section", "words"), list(_meanings()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_no_entry_stands_twice(section: str, words: list[tuple[str, str]]) -> None:
    meanings: dict[str, set[str]] = {}
    for word, meaning in words:
        meanings.setdefault(word, set()).add(meaning)
    assert {word: sorted(where) for word, where in meanings.items() if len(where) > 1} == {}
    assert [word for word, count in Counter(words).items() if count > 1] == []


def test_the_file_is_read_without_loss() -> None:
    words = vocabulary()
    held: dict[str, set[str]] = {
        "months": set(words.months),
        "weekdays": set(words.weekdays),
        "numbers": set(words.numbers),
        "labels": set(words.labels),
        "label_openings": set(words.label_openings),
        "label_joints": set(words.label_joints),
        "headings": set(words.headings),
        "status_words": set(words.status_words),
        "captain_words": set(words.captain_words),
        "day_parts": set(words.day_parts),
        "pictures": set(words.pictures),
        "sentences": {template for _, template in words.sentences},
        "label_forms": {word for form in words.label_forms.values() for word in form.heads | form.beside},
        "boat_names": set(words.boat_names),
        "boat_nouns": set(words.boat_nouns),
        "party_words": {*words.party_after, *words.party_before},
        "stamp_words": set(words.stamp_words),
        "aboard": set(words.aboard),
        "openings": {word for kind in words.openings.values() for word in kind},
        "notices": {word for kind in words.notices.values() for word in kind},
        "beside_boat": set(words.beside_boat),
        "days_spelled": set(words.days_spelled),
        "at_the_dock": set(words.at_the_dock),
        "charter_words": set(words.charter_words),
        "other_events": set(words.other_events),
        "correcting": set(words.correcting),
        "changing": set(words.changing),
        "excluding": set(words.excluding),
        "nothing": set(words.nothing),
        "nothing_yet": set(words.nothing_yet),
        "places": set(words.places),
        "mail_labels": set(words.mail_labels),
        "wish_words": set(words.wish_words),
        "no_names": set(words.no_names),
        "platforms": {*words.own_platforms, *words.other_platforms, *words.domains, *words.mailboxes},
        "lines": {*words.buttons, *words.footers, *words.closings, *words.forwards, *words.headers, *words.subjects},
    }
    held |= {
        "going_on": set(words.going_on),
        "greetings": set(words.greetings),
        "returning": set(words.returning),
        "change_columns": {*words.before_now, *words.now},
        "relative_days": {*words.relative_days, *words.following},
        "clock_words": {word for forms in words.clock_words.values() for word in forms},
    }
    assert held.keys() == DATA.keys()
    keyed = {"labels", "label_openings", "headings", "status_words", "captain_words", "day_parts", "pictures"}
    for section, found in held.items():
        printed = {entry.word for entry in ENTRIES if entry.section.split(".")[0] == section}
        assert found == ({key(word) or word for word in printed} if section in keyed else printed), section
