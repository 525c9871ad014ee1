"""Every view of generated records: Slack takes it, nothing pasted is markup, nothing is cut without a word."""

import importlib
import inspect
import itertools
import json
import pkgutil
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from types import CodeType, FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.views.guest
from bot.domain.outcomes import Content
from bot.domain.trail import Trail
from bot.views import block_modal, show, trail
from bot.views.blocks import INITIAL_LIMIT, SECTION_LIMIT, Block, clip_mrkdwn, escape, sections
from bot.views.status import status
from bot.views.trip_fields import TOO_LONG
from sandbox.slack.validator import (
    MESSAGE_CHARACTERS,
    UPDATED_TEXT_CHARACTERS,
    characters,
    message_findings,
    view_findings,
    view_too_large,
)
from tests.views.drawings import Drawn, blocked, everything, of_a_season
from tests.views.records import FLEET, NOTES, NOW, OPERATORS, WHO, roster, scene, scenes

RECORDS, SHARES = 1000, 25
DRAWN_TYPES = (Block, list[Block], Content, Content | None, Mapping[str, object], tuple[str, list[Block]])
READS_ONLY = "form_values"
"""Returns what looks like a block."""
ENTITY = re.compile(r"<([^<>]*)>")
HALF_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)|<[^<>]*\Z")
MARKED = re.compile(r"([*_~`])evil-\w+\1")
PEOPLE = {*OPERATORS, *(f"U{crew_id.upper()}" for crew_id in WHO)}


def drawn_of(share: int) -> Iterator[Drawn]:
    """What a share of the records draws, and their season."""
    random_ = random.Random(share)
    people = roster(random_)
    for number in range(share * RECORDS // SHARES, (share + 1) * RECORDS // SHARES):
        yield from everything(random_, scene(random_, people, number), number)
    yield from of_a_season(random_, scenes(share, (0, 1, 3, 12, 60)[share % 5]))


def mrkdwn_of(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from mrkdwn_of(each)
    elif isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for each in value.values():
            yield from mrkdwn_of(each)


def is_meant(entity: str) -> bool:
    """Whether a person, the charters channel, or a link of ours with words of ours."""
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return target[1:] in {*PEOPLE, "U0EVIL"} and not label  # who tried what is not theirs is named in the log
    if target.startswith("https://"):
        return not target.startswith("https://evil") and label in ("guest page", "here", "Open it", "Open the album")
    return target == "#C0CHARTERS"


def faults_of(drawn: Drawn) -> Iterator[str]:
    if drawn.view is not None:
        yield from map(str, view_findings(drawn.view))
        if view_too_large(drawn.view):
            yield "too large"
    if drawn.blocks is not None:
        yield from map(str, message_findings(list(drawn.blocks)))
        if characters(list(drawn.blocks)) > MESSAGE_CHARACTERS:
            yield "too many characters"
    if drawn.text is not None and not 0 < len(drawn.text) <= UPDATED_TEXT_CHARACTERS:
        yield f"a text of {len(drawn.text)} characters"
    yield from faults_of_fields(drawn.view or {})
    for text in (*mrkdwn_of([drawn.view, list(drawn.blocks or ())]), *([drawn.text] if drawn.text else [])):
        yield from faults_of_words(text)


def faults_of_fields(view: dict[str, Any]) -> Iterator[str]:
    """A field that holds only the beginning of a value says so."""
    for block in view.get("blocks") or ():
        held = (block.get("element") or {}).get("initial_value", "")
        if len(held) == INITIAL_LIMIT and held.endswith("…") and TOO_LONG not in block.get("hint", {}).get("text", ""):
            yield f"cut without a word: {block['block_id']}"


def faults_of_words(text: str) -> Iterator[str]:
    yield from (f"not meant: <{entity}>" for entity in ENTITY.findall(text) if not is_meant(entity))
    if found := HALF_ENTITY.search(text):
        yield f"half an entity: {text[found.start() : found.start() + 20]}"
    if "```" not in text and (marked := MARKED.search(text)):
        yield f"markup: {marked[0]}"


@pytest.mark.parametrize("share", range(SHARES))
def test_every_view_is_one_that_slack_takes(share: int) -> None:
    found = {fault: drawn.what for drawn in drawn_of(share) for fault in faults_of(drawn)}
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)[:4000]


# Nothing is left out


def functions_of_views() -> Iterator[Callable[..., Any]]:
    """Every function of `bot.views` that makes blocks, a view or a message of Slack's, the small ones too."""
    for module in pkgutil.walk_packages(bot.views.__path__, "bot.views."):
        if module.name.startswith(bot.views.guest.__name__):
            continue
        for _, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            draws = inspect.signature(function).return_annotation in DRAWN_TYPES and function.__name__ != READS_ONLY
            if draws and function.__module__ == module.name:
                yield function


def test_no_view_is_left_out() -> None:
    """A new view that `tests.views.drawings` does not draw is named here."""
    called: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    sys.setprofile(note)
    try:
        for share in (1, 4):
            for _ in itertools.islice(drawn_of(share), 4000):
                pass
        for _ in of_a_season(random.Random(2), scenes(2, 40)):
            pass
    finally:
        sys.setprofile(None)
    functions = list(functions_of_views())
    assert len(functions) > 80
    assert not [f"{each.__module__}.{each.__name__}" for each in functions if each.__code__ not in called]


# Nothing is lost


@given(st.text(alphabet="ab &<>\n*_", max_size=400).map(lambda text: escape(text * 30)))
def test_a_long_text_is_whole_in_its_sections(text: str) -> None:
    shown = [block["text"]["text"] for block in sections(text)]
    assert "".join(shown).replace("\n", "") == text.replace("\n", "")
    assert all(0 < len(part) <= SECTION_LIMIT and not HALF_ENTITY.search(part) for part in shown)


@given(st.text(alphabet="ab&<>", min_size=2, max_size=40).map(escape), st.integers(1, 60))
def test_a_clipped_text_says_so_and_keeps_its_entities_whole(text: str, limit: int) -> None:
    clipped = clip_mrkdwn(text, limit)
    assert len(clipped) <= limit
    assert clipped == text or (clipped.endswith("…") and text.startswith(clipped[:-1]))
    assert not HALF_ENTITY.search(clipped)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*bold* and 5* hotel", "∗bold∗ and 5∗ hotel"),
        ("_it_ but _m_v@example.com", "ˍitˍ but _m_v@example.com"),
        ("~no~ in ~30 min", "∼no∼ in ~30 min"),
        ("`code` ```fence```", "'code' '''fence'''"),
        ("snake_case_name", "snake_case_name"),
        ("<!here> & <@U1>", "&lt;!here&gt; &amp; &lt;@U1&gt;"),
    ],
)
def test_what_would_be_a_mark_is_shown_by_its_look_alike(typed: str, shown: str) -> None:
    assert escape(typed) == shown


@pytest.mark.parametrize("note", [note for note in NOTES if note])
def test_a_note_is_shown_whole_or_says_where_the_rest_is(note: str) -> None:
    held = scene(random.Random(1), roster(random.Random(1)), 1)
    charter = held.docket.charter
    trip = charter.trip.model_copy(update={"notes": note})
    held = held._replace(docket=held.docket.model_copy(update={"charter": charter.model_copy(update={"trip": trip})}))
    told = "".join(mrkdwn_of(show.show(held)))
    rest = f"The rest of the note stands in `/charter edit {charter.booking_id}`"
    assert escape(note.strip()) in told or rest in told


def test_nobody_and_nothing_is_lost_of_a_full_charter() -> None:
    people = roster(random.Random(5))
    held = next(
        each
        for number in range(200)
        if len((each := scene(random.Random(number), people, number)).docket.charter.seats) == 12
    )
    told = "".join(mrkdwn_of(list(status(held).blocks)))
    assert all(escape(held.roster.name_of(seat.crew_id)) in told for seat in held.docket.charter.seats)
    blocks = [blocked(random.Random(1), number) for number in range(75)]
    assert "15 more are not shown" in json.dumps(block_modal.build(FLEET, blocks, NOW.date(), {}))


def test_a_log_says_how_many_lines_it_shows() -> None:
    held = scene(random.Random(1), roster(random.Random(1)), 1)
    change = held.docket.charter.changes[0].model_copy(update={"override": "o" * 300, "by_name": "x" * 80})
    told = trail.trail_message(Trail((change,) * trail.NEWEST), held.docket.charter, held.boat, held.roster)
    lines = "\n".join(mrkdwn_of(told)).count("although taken")
    assert lines < trail.NEWEST
    assert f"These are the newest {lines}. Older ones are kept, too." in json.dumps(told)
