"""The crew list's views hold for whatever names and lists there are, and its rules agree with ShipCaptainCrew's."""

import datetime as dt
import random
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.adapters.toml_fleet import load_fleet
from bot.domain.charter import BookingId, CrewId, CrewMember, Roster, SlackUser
from bot.domain.guards import Slot
from bot.domain.roster import MAILBOX, Book, Outcome, RosterWish, mint_crew_id
from bot.views import member_modal, roster_modal
from bot.views.member_modal import Memo
from bot.views.roster_notices import SLACK, roster_notice
from contracts.ids import CrewId as StoredId
from contracts.scc import Email
from sandbox.slack.validator import message_findings, view_findings

NOW = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)
NAMES = (
    "<!channel> & <@U0ANA>",
    "Ö" * 100,
    "🏴‍☠️" * 25,
    "*bold* _it_ `x`",
    "&" * 100,
    "李 小龍",
    "O'Hara-Smith Jr.",
    "a b",
)
CHARTERS = {BookingId(f"JD-{number:06}"): Slot(from_at=NOW, to_at=NOW) for number in range(90)}


def people(count: int) -> Iterator[CrewMember]:
    chance = random.Random(7)
    for number in range(count):
        yield CrewMember(
            crew_id=CrewId(f"p{number}"),
            name=chance.choice(NAMES),
            roles=chance.choice((("captain",), ("crew",), ("captain", "crew"))),
            rank=chance.randint(1, 99),
            active=chance.random() > 0.2,
            email=f"{'x' * 60}{number}@{'y' * 60}.example.com",
            slack_user=SlackUser(f"U{number:08}") if chance.random() > 0.5 else None,
            phone="+16195550142" if chance.random() > 0.5 else None,
            home_boat=chance.choice((None, *load_fleet())),
        )


def test_every_page_of_a_thousand_people_is_one_slack_takes() -> None:
    book = Book(Roster(members=tuple(people(1000))), {})
    shown = set()
    for page in range(25):
        view = roster_modal.build(book, load_fleet(), page)
        assert not view_findings(view)
        shown |= {block["accessory"]["value"] for block in view["blocks"] if "accessory" in block}
    assert len(shown) == 1000


def test_every_form_is_one_slack_takes_and_gives_back_what_it_shows() -> None:
    for member in people(200):
        memo = Memo(form_id="f", seen=member)
        note = member_modal.still_on(member, CHARTERS, load_fleet(), NOW)
        other = member.model_copy(update={"name": NAMES[4], "rank": 1, "email": None, "active": not member.active})
        changed = member_modal.changed_note(member, other, "U0OPLEE")
        view = member_modal.build(memo, load_fleet(), notes=(note, changed))
        assert not view_findings(view)
        assert "<!channel>" not in str([block["text"] for block in view["blocks"] if block["type"] == "section"])
        sent = member_modal.parse({**view, "state": {"values": {}}})
        assert sent is not None
        assert sent.memo == memo


def test_every_notice_is_one_slack_takes() -> None:
    for member in people(60):
        wish = RosterWish(wish_id="w", member=member, before=None, by=SlackUser("U0OPLEE"), at=NOW, find_slack=False)
        for slack in SLACK:
            outcome = Outcome(
                kind="saved",
                member=member.model_copy(update={"slack_user": SlackUser("U1")}),
                slack=slack,
                slack_owner=NAMES[4],
                still_on=tuple(CHARTERS),
                new_links=tuple(CHARTERS),
            )
            content = roster_notice(wish, outcome)
            assert not message_findings(list(content.blocks))
            assert "<!channel>" not in content.text


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.com",
        "a+b@x.co",
        "a..b@x.co",
        ".a@x.co",
        "a@x",
        "a b@x.co",
        "a@x..co",
        "a,b@x.co",
        "ana@exa_mple.com",
        "é@x.co",
        "a@x.co\n",
    ],
)
def test_an_address_is_taken_here_exactly_if_it_is_taken_there(address: str) -> None:
    try:
        TypeAdapter(Email).validate_python(address)
        there = address == address.strip()
    except ValidationError:
        there = False
    assert bool(MAILBOX.fullmatch(address)) == there


@pytest.mark.parametrize(
    ("name", "taken", "crew_id"),
    [
        ("Ana Reyes", set(), "ana"),
        ("Zoë", set(), "zoe"),
        ("ana", {"ana", "ana-2"}, "ana-3"),
        ("李 小龍", set(), "crew"),
        ("🏴‍☠️", {"crew"}, "crew-2"),
        ("O'Hara", set(), "ohara"),
        ("X" * 90, set(), "x" * 30),
    ],
)
def test_ids_are_made_of_first_names(name: str, taken: set[str], crew_id: str) -> None:
    assert mint_crew_id(name, taken) == crew_id
    TypeAdapter(StoredId).validate_python(crew_id)
