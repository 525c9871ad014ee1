"""Which fact may stand where: every surface is drawn from one charter and searched for each fact."""

import json

import httpx
import pytest

from sandbox.mail import Mail
from tests.journeys.play import ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.test_feeds import minted

FACTS = {
    "surname": "Quillfeather",
    "phone": "5550142",
    "e-mail": "marisol.q@example.com",
    "payout": "812.60",
    "price": "1,540.00",
    "note": "proposal at sunset",
    "decline reason": "my mother visits",
}
PASTE = booking_text(
    guest="Marisol Quillfeather",
    extra=(
        "Email: marisol.q@example.com\nPhone: (619) 555-0142\nRenter paid: $1,540.00\nYou earn: $812.60\n"
        "Special requests: proposal at sunset\n"
    ),
)
TOLD_NOWHERE_ELSE = frozenset({"surname", "phone", "e-mail", "payout", "price", "note", "decline reason"})


@pytest.fixture
def surfaces(play: Play) -> dict[str, str]:
    """What stands on every surface at the end of a charter with a decline, a reminder and a move."""
    play.book(PASTE)
    play.tap("ana")
    event_id = play.docket().event_id()
    declined = {
        "crew_id": "miguel",
        "answer": "declined",
        "reason": "my mother visits",
        "via": "operator",
        "by": "Rowan",
        "asked_version": 1,
        "answered_at": play.sandbox.clock.now().isoformat(),
    }
    assert play.api("POST", f"/events/{event_id}/answers", declined).status_code == 200
    play.settle()
    play.at(2026, 5, 29, 13, 1)
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    crew_page = httpx.get(str(play.mails_to("miguel")[-1].link), trust_env=False, verify=False).text
    return {
        "channel": json.dumps([message.blocks for message in play.channel()], ensure_ascii=False),
        "channel notifications": " ".join(message.text for message in play.channel()),
        "thread": "\n".join(play.thread()),
        "crew DM": json.dumps([message.blocks for message in play.dm("ana")], ensure_ascii=False),
        "mails": "\n".join(mail.subject + mail.text + mail.html for mail in play.sandbox.mails),
        "crew page": crew_page,
        "guest page": play.guest_page().text,
        "guest page in Spanish": play.guest_page("KWBZPGD.es").text,
        "guest's calendar entry": play.guest_page("KWBZPGD.ics").text,
        "calendar": json.dumps(play.calendar()),
        "calendar files of mails": "\n".join(files_of(mail) for mail in play.sandbox.mails),
        "captain's feed": feed(play, "ana"),
        "operators' feed": feed(play, None),
        "operator's Home": home(play, ROWAN),
        "crew Home": home(play, str(SLACK_USERS["ana"])),
        "list": str(play.person(ROWAN).command("/charter list 2026-06", "C0CHARTERS").message),
        "late": str(play.person(ROWAN).command("/charter late", "C0CHARTERS").message),
        "log": str(play.person(ROWAN).command("/charter log KWBZPGD", "C0CHARTERS").message),
        "crew's show": str(play.person("U0ANA").command("/charter show KWBZPGD", "D0ANA").message),
    }


CREW_PAGE_OF = {("ana", "phone"), ("ana", "note"), ("miguel", "note")}
"""What the guest told stands on the page of who said yes; the phone for the captain, while the trip runs."""


def test_on_the_day_the_crew_page_alone_tells_more_and_to_whom_it_may(play: Play) -> None:
    play.book(PASTE)
    play.tap("ana")
    play.answer_by_link("miguel")
    play.at(2026, 5, 30, 12, 30)
    for who in ("ana", "miguel"):
        play.answer_by_link(who, "new_link")
        words = httpx.get(str(play.mails_to(who)[-1].link), trust_env=False, verify=False).text
        for fact in TOLD_NOWHERE_ELSE:
            assert (FACTS[fact] in words) == ((who, fact) in CREW_PAGE_OF), f"{fact} on the page of {who}"
    elsewhere = {
        "thread": "\n".join(play.thread()),
        "crew DM": json.dumps([message.blocks for message in play.dm("ana")], ensure_ascii=False),
        "mails": "\n".join(mail.subject + mail.text + mail.html for mail in play.sandbox.mails),
        "guest page": play.guest_page().text,
        "calendar": json.dumps(play.calendar()),
    }
    for surface, words in elsewhere.items():
        for fact in TOLD_NOWHERE_ELSE:
            assert FACTS[fact] not in words.replace("-", ""), f"the guest's {fact} stands in the {surface}"


def files_of(mail: Mail) -> str:
    return "\n".join(str(part.get_content()) for part in mail.message.iter_attachments())


def feed(play: Play, crew_id: str | None) -> str:
    """As a calendar reads it, without the breaks in its lines."""
    text = httpx.get(f"{play.sandbox.url}{minted(play, crew_id)}", trust_env=False, verify=False).text
    return text.replace("\r\n ", "")


def home(play: Play, user: str) -> str:
    assert play.person(user).open_home().ok
    play.settle()
    shown = play.person(user).home
    assert shown is not None
    return json.dumps(shown.blocks, ensure_ascii=False)


def test_no_fact_stands_where_it_may_not(surfaces: dict[str, str]) -> None:
    for surface, words in surfaces.items():
        squeezed = words.replace("-", "").replace(" ", "").replace(")", "")
        for fact in TOLD_NOWHERE_ELSE:
            assert FACTS[fact] not in words, f"the guest's {fact} stands in the {surface}"
            assert FACTS[fact].replace(" ", "") not in squeezed, f"the guest's {fact} stands in the {surface}"


def test_what_may_be_told_is_told(surfaces: dict[str, str]) -> None:
    told = (
        "channel",
        "thread",
        "crew DM",
        "mails",
        "calendar files of mails",
        "captain's feed",
        "operators' feed",
        "crew page",
        "guest page",
        "guest page in Spanish",
        "operator's Home",
        "crew Home",
        "list",
    )
    for surface in told:
        assert "Marisol" in surfaces[surface], surface
    assert "has a note" in surfaces["channel"]


def test_operators_read_everything(play: Play) -> None:
    play.book(PASTE)
    words = str(play.person(ROWAN).command("/charter show KWBZPGD", "C0CHARTERS").message)
    for fact in ("Marisol Quillfeather", "+16195550142", "marisol.q@example.com", "812.60", "1,540.00", FACTS["note"]):
        assert fact in words


def test_no_log_holds_a_token_a_contact_or_a_secret(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="bot")
    caplog.set_level("DEBUG", logger="services")
    play.book(PASTE)
    play.tap("ana")
    play.answer_by_link("miguel")
    play.at(2026, 5, 30, 12, 30)
    play.answer_by_link("ana", "new_link")
    for button in ("confirmed", "briefing"):
        assert play.answer_by_link("ana", button).status_code == 200
    guest_token = play.event()["guest_token"]
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    play.cancel()
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    for mail in play.sandbox.mails:
        if mail.link:
            assert mail.link.partition("token=")[2] not in logged
    assert guest_token not in logged
    secrets = play.sandbox.secrets
    for word in (*FACTS.values(), secrets.bot_token, secrets.service_key, secrets.dashboard_token, secrets.link_key):
        assert word not in logged
