"""What the crew is mailed: the right words to the right people, nothing private, and what became of it."""

import datetime as dt
from typing import Any

import pytest

from tests.services.conftest import CHARTER, SEED_EVENT, World, html_of, person, text_of, token_in

PATH = "/events/bk-kwbzpgd"
ANA, MIGUEL, ROSA = "ana@crew.example", "miguel@crew.example", "rosa@crew.example"
CALL = "Can you crew JADA? Sat, May 30, call 12:00 PM"


def book(world: World, **fields: Any) -> None:
    assert world.scc("POST", "/events", {**CHARTER, **fields}).status == 201
    world.pump()


def put(world: World, version: int, **fields: Any) -> None:
    assert world.scc("PUT", PATH, {**CHARTER, "version": version, **fields}).status == 200
    world.pump()


def cancel(world: World) -> None:
    world.scc("POST", f"{PATH}/cancel")
    world.pump()


def ask(world: World, kind: str, crew_id: str = "ana", asked_version: int = 1) -> int:
    notice = {"crew_id": crew_id, "kind": kind, "asked_version": asked_version}
    status = world.scc("POST", f"{PATH}/notices", notice).status
    world.pump()
    return status


def answer(world: World, word: str, crew_id: str = "ana", asked_version: int = 1, **fields: Any) -> None:
    body = {"crew_id": crew_id, "answer": word, "via": "slack", "asked_version": asked_version, **fields}
    assert world.scc("POST", f"{PATH}/answers", {"answered_at": "2026-05-20T17:00:00Z", **body}).status == 200
    world.pump()


def test_the_original_body_mails_everybody_without_the_bot(world: World) -> None:
    world.roster(person("crew_1"), person("crew_2"), person("captain_1"))
    event = world.scc("POST", "/events", SEED_EVENT).json
    world.pump()
    addresses = {"crew_1@crew.example", "crew_2@crew.example", "captain_1@crew.example"}
    assert {(mail["To"], mail["Subject"]) for mail in world.mails()} == {
        (address, "Can you crew JADA? Sat, May 30") for address in addresses
    }
    world.page(world.links("crew_2@crew.example")[0], "POST", answer="confirmed")
    world.pump()
    answers = world.event(event["event_id"])["answers"]
    assert [(each["crew_id"], each["answer"]) for each in answers] == [("crew_2", "confirmed")]
    assert {job["kind"] for job in world.jobs()} == {"roster_changed"}


def test_a_call_says_what_a_person_needs(crewed: World) -> None:
    book(crewed)
    (mail,) = (mail for mail in crewed.mails() if mail["To"] == ANA)
    assert mail["Subject"] == CALL
    assert mail["From"] == "JADA crew <crew@jada.example>"
    assert mail["Reply-To"] == "ops@jada.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Charter-Notice"] == "bk-kwbzpgd/ana/call/1"
    told = ("Hi Ana", "12:00 PM", "Sat, May 30 · 1:00–4:00 PM", "1380 Harbor Island Dr", "Captain", "Paula, party of 6")
    for part in (text_of(mail), html_of(mail)):
        for fact in (*told, "Miguel", "San Diego time", str(token_in(mail))):
            assert fact in part
        for private in ("Nguyen", "Gate code 4711", "None"):
            assert private not in part
        assert part.count("San Diego time") == 1


def test_what_became_of_a_mail_stands_with_the_event_and_is_a_hint(crewed: World) -> None:
    crewed.roster(person("miguel", email=None, slack_user="U0MIGUEL"))
    crewed.pump()
    crewed.jobs()
    book(crewed, crew_ids=["miguel", "stranger"])
    assert crewed.states() == {
        ("ana", "call", 1, "sent"),
        ("miguel", "call", 1, "no_address"),
        ("stranger", "call", 1, "no_address"),
    }
    assert crewed.jobs() == [{"kind": "reconcile", "booking_id": "KWBZPGD", "reason": "mail_state"}]


def test_an_address_that_ses_refuses_has_bounced(crewed: World) -> None:
    crewed.roster(person("ana", email="ana@-not-a-host-.example"))
    with pytest.MonkeyPatch.context() as patch:
        from services.crew_notifier import mailer

        def refused(self: Any, *_: Any) -> None:
            raise mailer.Undeliverable

        patch.setattr(mailer.SesMailer, "send", refused)
        book(crewed)
    assert crewed.states() == {("ana", "call", 1, "bounced"), ("miguel", "call", 1, "bounced")}


def test_moved_says_old_and_new(crewed: World) -> None:
    book(crewed)
    answer(crewed, "confirmed")
    put(crewed, 2, event_date="2026-05-31", start_at="2026-05-31T14:00:00-07:00", end_at=None, call_at=None)
    subject = "CHANGED: JADA was Sat, May 30, 1:00 PM, is now Sun, May 31, 2:00 PM"
    assert crewed.subjects(ANA) == [CALL, subject]
    assert crewed.subjects(MIGUEL) == [CALL, subject]
    to_ana, to_miguel = (text_of(mail) for mail in crewed.mails()[-2:])
    assert f"{subject}. Your yes no longer counts. Can you come?" in to_ana
    assert f"{subject}. Can you come?" in to_miguel
    assert "Sat, May 30 · 1:00–4:00 PM -> Sun, May 31 · 2:00–5:00 PM" in to_ana
    assert "12:00 PM -> 1:00 PM" in to_ana


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        (
            {"end_at": "2026-05-30T17:00:00-07:00"},
            "JADA was Sat, May 30 · 1:00–4:00 PM, is now Sat, May 30 · 1:00–5:00 PM",
        ),
        ({"call_at": "2026-05-30T11:30:00-07:00"}, "JADA, Sat, May 30, 1:00 PM: call 11:30 AM"),
        ({"dock": "Shelter Island"}, "JADA, Sat, May 30, 1:00 PM: where Shelter Island"),
        ({"boat": "tara", "boat_name": "TARA"}, "JADA, Sat, May 30, 1:00 PM, is now TARA, Sat, May 30, 1:00 PM"),
        (
            {"start_at": "2026-07-03T18:00:00-07:00", "end_at": "2026-07-04T10:00:00-07:00"},
            "JADA was Sat, May 30, 1:00 PM, is now Fri, Jul 3, 6:00 PM",
        ),
    ],
)
def test_moved_names_what_moved(crewed: World, fields: dict[str, str], subject: str) -> None:
    book(crewed)
    put(crewed, 2, **fields)
    assert crewed.subjects(ANA)[-1] == f"CHANGED: {subject}"


def test_a_corrected_party_size_mails_nobody(crewed: World) -> None:
    book(crewed)
    put(crewed, 2, party_size=2, notes="corrected", guest_name="Paula")
    assert len(crewed.mails()) == 2


def test_off_and_on_again(crewed: World) -> None:
    """A to B to A: everybody is told each time."""
    book(crewed)
    put(crewed, 2, captain_id="rosa")
    put(crewed, 3)
    off = "You are off JADA on Sat, May 30"
    assert crewed.subjects(ANA) == [CALL, off, CALL]
    assert crewed.subjects(ROSA) == [CALL, off]
    assert crewed.subjects(MIGUEL) == [CALL]
    told_off = next(mail for mail in crewed.mails() if mail["Subject"] == off)
    assert "You are off JADA on Sat, May 30. Please do not come." in text_of(told_off)
    assert "Please open this link and tap Got it, so that we know you have read this" in text_of(told_off)
    assert token_in(told_off) is not None
    assert "Call" not in text_of(told_off)


def test_cancelled_and_reopened(crewed: World) -> None:
    book(crewed)
    cancel(crewed)
    put(crewed, 5)
    cancelled = "CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come."
    assert crewed.subjects(ANA) == [CALL, cancelled, CALL]
    cancel(crewed)
    assert crewed.subjects(MIGUEL) == [CALL, cancelled, CALL, cancelled]


def test_reopened_without_somebody_tells_them_they_are_off(crewed: World) -> None:
    book(crewed)
    cancel(crewed)
    put(crewed, 3, crew_ids=[])
    assert crewed.subjects(MIGUEL)[-1] == "You are off JADA on Sat, May 30"


def test_a_yes_by_word_of_mouth_is_told_to_the_person(crewed: World) -> None:
    book(crewed, agreed={"ana": "Rowan"})
    (mail,) = (mail for mail in crewed.mails() if mail["To"] == ANA)
    assert mail["Subject"] == "You are on JADA: Sat, May 30, call 12:00 PM"
    assert "You are on JADA: you said yes to Rowan. Not right? Say so." in text_of(mail)
    assert crewed.page(str(token_in(mail)), "POST", answer="declined").status == 200


def test_only_the_newest_question_is_asked(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    for version, day in ((2, "2026-05-31"), (3, "2026-06-01")):
        crewed.scc("PUT", PATH, {**CHARTER, "version": version, "event_date": day, "start_at": None, "end_at": None})
    crewed.pump()
    assert len(crewed.subjects(ANA)) == 1
    assert crewed.states() == {("ana", "moved", 3, "sent"), ("miguel", "moved", 3, "sent")}


@pytest.mark.parametrize(("days", "word"), [(9, "Tomorrow"), (10, "Today"), (3, "Sat, May 30")])
def test_reminders_go_to_those_who_said_yes(crewed: World, days: int, word: str) -> None:
    book(crewed)
    answer(crewed, "confirmed")
    answer(crewed, "declined", "miguel")
    crewed.later(days=days)
    for crew_id in ("ana", "miguel"):
        assert ask(crewed, "reminder_day_before", crew_id) == 202
    assert crewed.subjects(ANA)[1:] == [f"{word}: JADA, call 12:00 PM"]
    assert crewed.subjects(MIGUEL) == [CALL]
    assert ("miguel", "reminder_day_before", 1, "superseded") in crewed.states()
    assert crewed.page(crewed.links(ANA)[-1]).status == 200


def test_a_nag_goes_to_those_who_said_nothing(crewed: World) -> None:
    book(crewed)
    answer(crewed, "confirmed")
    for crew_id in ("ana", "miguel"):
        ask(crewed, "nag", crew_id)
    assert crewed.subjects(ANA) == [CALL]
    assert crewed.subjects(MIGUEL) == [CALL, "Still needed: can you crew JADA? Sat, May 30, call 12:00 PM"]


def test_the_same_mail_asked_for_twice_is_sent_once(crewed: World) -> None:
    book(crewed)
    assert [ask(crewed, "nag"), ask(crewed, "nag")] == [202, 202]
    assert len(crewed.subjects(ANA)) == 2


def test_a_mail_that_got_lost_is_sent_when_asked_for_again(crewed: World) -> None:
    crewed.scc("POST", "/events", CHARTER)
    crewed.new_records()  # lost
    ask(crewed, "call")
    assert crewed.states() == {("ana", "call", 1, "sent")}
    assert crewed.subjects(ANA) == [CALL]


def test_a_question_is_asked_again_in_the_words_it_was_asked_in(crewed: World) -> None:
    book(crewed)
    put(crewed, 2, event_date="2026-06-01")
    before = len(crewed.mails())
    assert ask(crewed, "call", asked_version=2) == 202
    assert len(crewed.mails()) == before


@pytest.mark.parametrize(
    ("crew_id", "kind", "asked_version", "status", "code"),
    [
        ("ana", "nag", 2, 409, "stale_call"),
        ("rosa", "nag", 1, 404, "not_on_event"),
        ("rosa", "off", 1, 409, "stale_call"),
        ("ana", "cancelled", 1, 409, "stale_call"),
    ],
)
def test_a_mail_that_would_be_wrong_is_refused(
    crewed: World, crew_id: str, kind: str, asked_version: int, status: int, code: str
) -> None:
    book(crewed)
    notice = {"crew_id": crew_id, "kind": kind, "asked_version": asked_version}
    refused = crewed.scc("POST", f"{PATH}/notices", notice)
    assert (refused.status, refused.json["code"]) == (status, code)


@pytest.mark.parametrize("overtaken", ["moved", "off", "cancelled", "answered"])
def test_what_is_no_longer_right_at_sending_is_not_sent(crewed: World, overtaken: str) -> None:
    book(crewed)
    crewed.scc("POST", f"{PATH}/notices", {"crew_id": "ana", "kind": "nag", "asked_version": 1})
    requested = crewed.new_records()
    if overtaken == "moved":
        put(crewed, 2, event_date="2026-06-01")
    elif overtaken == "off":
        put(crewed, 2, captain_id="rosa")
    elif overtaken == "cancelled":
        cancel(crewed)
    else:
        answer(crewed, "declined")
    crewed.deliver(*requested)
    assert ("ana", "nag", 1, "superseded") in crewed.states()
    assert not any("Still needed" in subject for subject in crewed.subjects(ANA))


def test_somebody_inactive_is_not_asked_but_told_not_to_come(crewed: World) -> None:
    book(crewed)
    crewed.roster(person("ana", active=False))
    ask(crewed, "nag")
    cancel(crewed)
    assert [subject.split(":")[0] for subject in crewed.subjects(ANA)] == [
        "Can you crew JADA? Sat, May 30, call 12",
        "CANCELLED",
    ]


def test_nothing_pasted_becomes_a_header_or_markup(crewed: World) -> None:
    evil = "JADA\r\nBcc: all@example.com"
    book(crewed, boat_name=evil, guest_name="<img src=x>\nSubject: hi", dock="<script>\u202e</script>")
    crewed.roster(person("rosa", name="Rosa\r\nX-Evil: 1 <b>"))
    put(crewed, 2, boat_name=evil, crew_ids=["rosa"], dock="<script>\u202e</script>")
    assert len(crewed.mails()) == 4
    for mail in crewed.mails():
        assert mail["Bcc"] is None
        assert mail["X-Evil"] is None
        assert "\n" not in mail["Subject"]
        for markup in ("<script", "<img", "\u202e", "<b>"):
            assert markup not in html_of(mail)


def test_times_without_a_zone_are_told_in_their_own(crewed: World) -> None:
    book(crewed, timezone=None, place=None)
    assert "UTC-07:00" in text_of(crewed.mails()[0])
    put(crewed, 2, timezone="America/Los_Angeles", place=None, event_date="2026-06-01", start_at="2026-06-01T20:00:00Z")
    assert "PDT" in text_of(crewed.mails()[-1])
    assert "1:00 PM" in crewed.mails()[-1]["Subject"]


def test_logs_hold_no_secret(crewed: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="services"):
        book(crewed)
        token = crewed.links(ANA)[0]
        crewed.page(token, "POST", answer="confirmed")
        crewed.page(token + "x")
    told = "\n".join(str(record.__dict__) for record in caplog.records if record.name.startswith("services"))
    assert "notice" in told
    for secret in (token, ANA, "Paula", "Ana", "crew/confirm"):
        assert secret not in told


def test_the_day_is_the_boats_not_utcs(crewed: World) -> None:
    """At 6 PM in San Diego it is tomorrow in UTC."""
    book(crewed)
    answer(crewed, "confirmed")
    crewed.at(dt.datetime(2026, 5, 30, 1, 0, tzinfo=dt.UTC))
    ask(crewed, "reminder_day_before")
    assert crewed.subjects(ANA)[-1] == "Tomorrow: JADA, call 12:00 PM"
