"""What is mailed, taken apart again: words, HTML and calendar file say the same, and nothing comes from elsewhere."""

import datetime as dt
import re
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import icalendar
import pytest

from tests.services.conftest import START, World, html_of, person, text_of
from tests.services.test_crew_mails import ANA, MIGUEL, answer, ask, book, cancel, put

FEED = "https://calendar.example/calendar/feed/crew-ana-" + "0" * 40 + ".ics"


def latest(world: World, recipient: str = ANA) -> EmailMessage:
    return [mail for mail in world.mails() if mail["To"] == recipient][-1]


def file_of(mail: EmailMessage) -> EmailMessage:
    [file] = mail.iter_attachments()
    assert isinstance(file, EmailMessage)
    return file


def event_of(mail: EmailMessage) -> icalendar.Event:
    file = file_of(mail)
    text = file.get_content()
    calendar = icalendar.Calendar.from_ical(text)
    assert file.get_content_type() == "text/calendar"
    assert file["Content-Type"].params["method"] == calendar["METHOD"]
    assert len(calendar.walk("VTIMEZONE")) == 1
    [event] = calendar.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    assert event["ORGANIZER"] == "mailto:ops@jada.example"
    assert "ATTENDEE" not in event
    return event


class Words(HTMLParser):
    """The words of a page as they are read, a cell or paragraph a line."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.hidden += tag in ("style", "title")
        if tag in ("p", "h1", "td", "br"):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1] += data

    @property
    def all(self) -> list[str]:
        return [line.strip() for line in self.lines if line.strip()]


def test_a_mail_is_words_html_and_a_calendar_file(crewed: World) -> None:
    book(crewed)
    mail = latest(crewed)
    assert mail.get_content_type() == "multipart/mixed"
    body, file = mail.iter_parts()
    assert isinstance(body, EmailMessage)
    assert body.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in body.iter_parts()] == ["text/plain", "text/html"]
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "charter.ics")
    assert [mail[name] for name in ("Auto-Submitted", "Reply-To", "X-Charter-Notice")] == [
        "auto-generated", "ops@jada.example", "bk-kwbzpgd/ana/call/1"
    ]  # fmt: skip


def test_the_file_is_the_entry_that_the_feed_shows(crewed: World) -> None:
    from services.agenda.ics import uid_of
    from tests.services.test_calendar_feeds import ENTRY, the_one

    book(crewed)
    assert crewed.calendar("POST", "/calendar", ENTRY).status == 201
    mailed, fed = event_of(latest(crewed)), the_one(crewed, "ana")
    assert mailed["UID"] == fed["UID"] == uid_of("bk-kwbzpgd")
    for name in ("SEQUENCE", "SUMMARY", "STATUS", "LOCATION"):
        assert mailed[name] == fed[name]
    assert (mailed.start, mailed.end) == (fed.start, fed.end)
    told, shown = (str(event["DESCRIPTION"]).split("\n") for event in (mailed, fed))
    assert told[:-2] == shown[:-2]


def test_a_charters_life_in_the_calendar_of_who_opens_each_file(crewed: World) -> None:
    book(crewed)
    asked = event_of(latest(crewed))
    answer(crewed, "confirmed")
    crewed.later(days=9)
    ask(crewed, "reminder_day_before")
    yes = event_of(latest(crewed))
    put(crewed, 2, event_date="2026-05-31", start_at="2026-05-31T14:00:00-07:00", end_at=None, call_at=None)
    moved = event_of(latest(crewed))
    cancel(crewed)
    cancelled = event_of(latest(crewed))
    events = (asked, yes, moved, cancelled)
    assert [event["STATUS"] for event in events] == ["TENTATIVE", "CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [1, 1, 2, 3]
    assert moved.start.astimezone(dt.UTC) == dt.datetime(2026, 5, 31, 20, tzinfo=dt.UTC)
    assert file_of(latest(crewed))["Content-Type"].params["method"] == "CANCEL"
    assert asked["DTSTAMP"].dt - START < dt.timedelta(minutes=5)


def test_who_is_taken_off_gets_a_file_that_takes_it_out(crewed: World) -> None:
    book(crewed)
    put(crewed, 2, crew_ids=["rosa"])
    off = event_of(latest(crewed, MIGUEL))
    assert (off["SUMMARY"], off["STATUS"]) == ("OFF: JADA charter", "CANCELLED")
    assert off["SEQUENCE"] > 1
    assert "Paula" not in off.to_ical().decode()


def test_a_no_written_down_takes_it_out(crewed: World) -> None:
    book(crewed)
    answer(crewed, "declined", via="operator", by="Rowan")
    ask(crewed, "answer_noted")
    assert event_of(latest(crewed))["STATUS"] == "CANCELLED"


def test_without_hours_it_is_the_whole_day(crewed: World) -> None:
    book(crewed, start_at=None, end_at=None, call_at=None)
    text = file_of(latest(crewed)).get_content()
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (event.start, event.end) == (dt.date(2026, 5, 30), dt.date(2026, 5, 31))


@pytest.mark.parametrize("case", ["call", "moved", "yes", "cancelled", "off", "nag", "declined"])
def test_words_and_html_tell_the_same(crewed: World, case: str) -> None:
    feed = {"feed_url": FEED}
    assert crewed.scc("PUT", "/roster/ana/feed", feed).status == 204
    book(crewed)
    if case == "moved":
        put(crewed, 2, start_at="2026-05-30T14:00:00-07:00", call_at="2026-05-30T13:00:00-07:00", dock="Shelter Island")
    elif case == "cancelled":
        cancel(crewed)
    elif case == "off":
        put(crewed, 2, captain_id="rosa")
    elif case == "nag":
        ask(crewed, "nag")
    elif case == "declined":
        answer(crewed, "declined", via="operator", by="Rowan")
        ask(crewed, "answer_noted")
    elif case == "yes":
        answer(crewed, "confirmed")
        ask(crewed, "reminder_day_before")
    mail = latest(crewed)
    assert told(Words(html_of(mail)).all) == told(text_of(mail).splitlines())
    assert (FEED in text_of(mail)) == (FEED in html_of(mail)) == (case not in ("cancelled", "off"))


def told(lines: list[str]) -> list[str]:
    """Word by word, without the links; what differs is only how the two are set."""
    joined = " ".join(lines).replace("->", "→").replace("Or open this address:", "")
    words = [word.removesuffix(":") for word in joined.split() if "token=" not in word]
    assert len(words) < len(joined.split())
    return words


def test_nothing_is_fetched_and_only_our_addresses_are_linked(crewed: World) -> None:
    crewed.scc("PUT", "/roster/ana/feed", {"feed_url": FEED})
    book(crewed)
    html = html_of(latest(crewed))
    for remote in ("<img", "<link", "<script", "<iframe", "<video", "<object", "src=", "url(", "@import", "background=",
                   "http-equiv", "<form"):  # fmt: skip
        assert remote not in html.lower(), remote
    assert set(re.findall(r"https?://[^/\"<]+", html)) == {
        "https://queenofsandiego.example",
        "https://calendar.example",
    }
    assert "utm_" not in html


def test_hostile_names_add_neither_header_nor_line_nor_markup(crewed: World) -> None:
    evil = "Pier\r\nBcc: all@example.com\r\nEND:VEVENT\r\nATTENDEE:mailto:x@example.com\u2028<b>;,\\ " + "é⛵" * 30
    crewed.roster(person("miguel", name=evil[:100]))
    book(crewed, boat_name=evil[:100], dock=evil, guest_name=evil, place=evil[:100])
    mail = latest(crewed)
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    event = event_of(mail)
    assert event["LOCATION"].startswith(
        "Pier Bcc: all@example.com END:VEVENT ATTENDEE:mailto:x@example.com <b>;,\\ é⛵"
    )
    assert "<b>" not in html_of(mail)


def test_the_feeds_address_is_void_with_the_links(crewed: World) -> None:
    assert crewed.scc("PUT", "/roster/ana/feed", {"feed_url": FEED}).status == 204
    assert crewed.scc("GET", "/roster").json["feeds"] == {"ana": FEED}
    crewed.roster(person("ana", name="Ana R.", roles=["captain"]))
    assert crewed.scc("GET", "/roster").json["feeds"] == {"ana": FEED}
    crewed.roster(person("ana", roles=["captain"], email="ana@new.example"))
    assert crewed.scc("GET", "/roster").json["feeds"] == {}
    book(crewed)
    assert "subscribe" not in text_of(latest(crewed, "ana@new.example"))
    crewed.scc("PUT", "/roster/ana/feed", {"feed_url": FEED})
    crewed.roster(person("ana", active=False, email="ana@new.example"))
    assert crewed.scc("GET", "/roster").json["feeds"] == {}
    assert crewed.scc("PUT", "/roster/ana/feed", {"feed_url": FEED}).status == 404
    assert crewed.scc("PUT", "/roster/nobody/feed", {"feed_url": FEED}).status == 404


@pytest.mark.parametrize("url", ["", "ftp://x/y", "https://x", 'https://x/"><b>', "https://x/a b", "https://x/a\r\nb"])
def test_a_feeds_address_is_an_address(crewed: World, url: str) -> None:
    assert crewed.scc("PUT", "/roster/ana/feed", {"feed_url": url}).status == 400


def test_a_feed_is_told_to_nobody_but_its_owner(crewed: World) -> None:
    crewed.scc("PUT", "/roster/ana/feed", {"feed_url": FEED})
    book(crewed)
    assert FEED not in str(latest(crewed, MIGUEL))
    assert FEED not in str(crewed.event())
