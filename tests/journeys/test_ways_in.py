"""Every way in lands in the same review: command, shortcuts, messages, files, several bookings at once."""

import email.message

import pytest

from bot.domain.charter import SlackUser
from bot.domain.draft import OFFERED
from sandbox.slack.models import View
from sandbox.slack.people import Outcome
from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire
from tests.journeys.wire import Effect, When, Wire

CHANNEL = "C0CHARTERS"
PICTURE = "I can't read pictures. Press and hold the text in the photo, copy it, paste it here."


def from_message(play: Play, text: str, *files: tuple[str, bytes, str], thread_ts: str | None = None) -> Outcome:
    rowan = play.person(ROWAN)
    uploaded = [rowan.upload(name, content, kind) for name, content, kind in files]
    message = rowan.say(text, CHANNEL, thread_ts, files=uploaded)
    return rowan.shortcut("charter_from_message", message)


def on_screen(play: Play, user: str = ROWAN) -> View:
    return play.person(user).views[-1]


def eml(text: str) -> bytes:
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"] = "Boatsetter <boatsetter@mail.boatsetter.com>", "You have a new Instant Booking"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return mail.as_bytes()


def test_a_message_becomes_a_review(play: Play) -> None:
    view = from_message(play, booking_text()).view
    assert view is not None
    assert view.title == "Check the booking"
    assert view.element("booking_id")["initial_value"] == "KWBZPGD"


def test_a_message_in_a_thread_with_slacks_markup(play: Play) -> None:
    root = play.person(ROWAN).say("a new one", CHANNEL)
    text = booking_text(
        extra="\nEmail: <mailto:marisol@example.com|marisol@example.com>\nPhone: <tel:+16195550144|+1 619 555 0144>"
    )
    view = from_message(play, text.replace("JADA CLASSIC", "JADA &amp; CLASSIC"), thread_ts=root.ts).view
    assert view is not None
    assert view.element("guest_email")["initial_value"] == "marisol@example.com"
    assert view.element("guest_phone")["initial_value"] == "+16195550144"


def test_the_global_shortcut_opens_the_paste_box(play: Play) -> None:
    view = play.person(ROWAN).shortcut("charter_new").view
    assert view is not None
    assert view.title == "New charter"
    review = play.person(ROWAN).submit(view, {"text": booking_text()}).view
    assert review is not None
    assert review.title == "Check the booking"


def test_what_does_not_fit_goes_into_the_second_box(play: Play) -> None:
    head, tail = booking_text().split("Start\n")
    opened = play.person(ROWAN).command("/charter new", CHANNEL).view
    assert opened is not None
    view = play.person(ROWAN).submit(opened, {"text": head, "more": f"Start\n{tail}"}).view
    assert view is not None
    assert view.element("start_date")["initial_date"] == "2026-05-30"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("booking.eml", eml(booking_text()), "message/rfc822"),
        ("booking.txt", booking_text().encode("utf-16"), "text/plain"),
        ("booking.txt", booking_text(guest="José Núñez").encode("cp1252"), "text/plain"),
    ],
)
def test_a_file_is_read_while_the_modal_waits(play: Play, name: str, content: bytes, kind: str) -> None:
    waiting = from_message(play, "from the office", (name, content, kind)).view
    assert waiting is not None
    assert "Reading …" in waiting.plain_text()
    play.settle()
    assert on_screen(play).title == "Check the booking"
    assert on_screen(play).element("booking_id")["initial_value"] == "KWBZPGD"


def test_a_file_in_the_paste_modal(play: Play) -> None:
    rowan = play.person(ROWAN)
    opened = rowan.command("/charter new", CHANNEL).view
    assert opened is not None
    waiting = rowan.submit(opened, {"file": [rowan.upload("b.eml", eml(booking_text()), "message/rfc822")]}).view
    assert waiting is not None
    assert "Reading …" in waiting.plain_text()
    play.settle()
    assert on_screen(play).title == "Check the booking"
    saved = play.save(on_screen(play))
    assert saved.view is not None
    assert "Saved as KWBZPGD" in saved.view.plain_text()


@pytest.mark.parametrize(
    ("name", "content", "kind", "sentence"),
    [
        ("photo.png", b"\x89PNG", "image/png", PICTURE),
        (
            "list.pdf",
            b"%PDF",
            "application/pdf",
            "I can't read list.pdf. Open it, copy the booking's text, paste it here.",
        ),
        ("empty.txt", b"  \n", "text/plain", "There is no text in this."),
        ("news.txt", b"The fuel dock is closed on May 12.", "text/plain", "Nothing was created"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(play: Play, name: str, content: bytes, kind: str, sentence: str) -> None:
    from_message(play, "", (name, content, kind))
    play.settle()
    assert sentence in on_screen(play).plain_text()


def test_a_file_that_does_not_come_is_said_with_a_reference(play: Play) -> None:
    rowan = play.person(ROWAN)
    file = rowan.upload("b.txt", booking_text().encode(), "text/plain")
    file["url_private_download"] = "https://files.elsewhere.example.com/b.txt"
    rowan.shortcut("charter_from_message", rowan.say("", CHANNEL, files=[file]))
    play.settle()
    assert "I could not fetch the file from Slack. Please paste its text instead. ref " in on_screen(play).plain_text()


def test_a_modal_closed_while_a_file_is_read_loses_nothing(play: Play) -> None:
    waiting = from_message(play, "", ("b.txt", booking_text().encode(), "text/plain")).view
    assert waiting is not None
    play.person(ROWAN).close(waiting)
    play.settle()
    [draft] = play.drafts().still_open(SlackUser(ROWAN), play.sandbox.clock.now() - OFFERED)
    assert draft.read["booking_id"] == "KWBZPGD"


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([booking_text().replace("Booking ID: kwbzpgd", "")], id="an id is made up"),
        pytest.param([booking_text(), booking_text("lnfcqtx", day="May 31, 2026")], id="two bookings"),
    ],
)
def test_killed_at_any_point_a_file_leaves_each_review_once(play: Play, wire: Wire, texts: list[str]) -> None:
    text, bookings = "\n\n".join(texts), len(texts)
    fresh = play.sandbox.snapshot()

    def read(kill_at: tuple[Effect, When] | None) -> list[Effect]:
        play.sandbox.restore(fresh)
        wire.forget()
        wire.kill_at = kill_at
        from_message(play, "", ("b.txt", text.encode(), "text/plain"))
        play.settle()
        drafts = play.drafts().still_open(SlackUser(ROWAN), play.sandbox.clock.now() - OFFERED)
        assert len(drafts) == bookings, kill_at
        if bookings == 1:
            assert on_screen(play).element("booking_id")["initial_value"] == drafts[0].read["booking_id"], kill_at
        else:
            assert "This text holds 2 bookings" in on_screen(play).plain_text(), kill_at
        return [effect for effect in wire.effects if effect.function == "worker"]

    effects = read(None)
    assert [effect.request.split()[0] for effect in effects] == ["TransactWriteItems", "views.update", "DeleteItem"]
    for effect in effects:
        for when in ("before", "after"):
            read((effect, "before" if when == "before" else "after"))
            assert wire.killed


def test_a_paste_read_again_leaves_alone_what_was_saved_of_it(play: Play) -> None:
    review = play.review(booking_text()).view
    assert review is not None
    [draft] = play.drafts().still_open(SlackUser(ROWAN), play.sandbox.clock.now() - OFFERED)
    play.save(review)
    [kept] = play.drafts().save([draft])
    assert kept.booked


def test_nothing_pasted_is_said_at_the_box(play: Play) -> None:
    opened = play.person(ROWAN).command("/charter new", CHANNEL).view
    assert opened is not None
    assert play.person(ROWAN).submit(opened, {"text": "  "}).errors == {
        "text": "Please paste the booking here, or choose a file."
    }


def test_several_bookings_are_listed_and_reviewed_one_after_the_other(play: Play) -> None:
    play.book(booking_text("bpmzvwx", day="Jun 6, 2026"))
    text = "\n\n".join(
        [
            booking_text("kwbzpgd"),
            booking_text("lnfcqtx", day="May 31, 2026", guest="Owen Pike"),
            booking_text("bpmzvwx", day="Jun 6, 2026"),
        ]
    )
    listed = play.review(text).view
    assert listed is not None
    words = listed.plain_text()
    assert "This text holds 3 bookings. You check them one after the other." in words
    assert "1. KWBZPGD · JADA · Sat, May 30, 1:00 PM · Marisol Vega · party of 6" in words
    assert "3. BPMZVWX · JADA · Sat, Jun 6, 1:00 PM · Marisol Vega · party of 6 on file already" in words
    assert listed.submit == "Check the first"

    first = play.person(ROWAN).submit(listed).view
    assert first is not None
    assert first.element("booking_id")["initial_value"] == "KWBZPGD"
    saved = play.save(first).view
    assert saved is not None
    assert "Saved as KWBZPGD. Follow it in #charters.\nOne more booking of this text waits." in saved.plain_text()
    second = play.person(ROWAN).submit(saved).view
    assert second is not None
    assert second.element("guest_name")["initial_value"] == "Owen Pike"
    done = play.save(second).view
    assert done is not None
    assert not done.submit
    play.settle()
    assert {entry["booking_id"] for entry in play.calendar()} == {"KWBZPGD", "LNFCQTX", "BPMZVWX"}


def test_a_review_that_was_saved_is_not_reviewed_again(play: Play) -> None:
    text = "\n\n".join([booking_text("kwbzpgd"), booking_text("lnfcqtx", day="May 31, 2026", guest="Owen Pike")])
    listed = play.review(text).view
    assert listed is not None
    rowan = play.person(ROWAN)
    first = rowan.submit(listed).view
    assert first is not None
    saved = play.save(first).view
    assert saved is not None
    second = rowan.submit(saved).view
    assert second is not None
    play.save(second)
    assert not play.drafts().still_open(SlackUser(ROWAN), play.sandbox.clock.now() - OFFERED)


def test_more_bookings_than_can_be_read_at_once_are_not_lost_silently(play: Play) -> None:
    ids = [f"kwbzp{first}{second}" for first in "bcd" for second in "ghjk"]
    shown = play.review("\n\n".join(booking_text(booking_id) for booking_id in ids)).view
    assert shown is not None
    assert " bookings or more. You check them one after the other." in shown.plain_text()
    assert "Paste what is missing here by itself afterwards." in shown.plain_text()


def test_a_closed_review_is_offered_again_in_home_for_a_day(play: Play) -> None:
    rowan = play.person(ROWAN)
    review = play.review(booking_text()).view
    assert review is not None
    rowan.close(review)
    rowan.open_home()
    play.settle()
    assert rowan.home is not None
    assert "You had begun to check\nKWBZPGD · Sat, May 30, 1:00 PM · Marisol" in rowan.home.plain_text()
    again = rowan.click(rowan.home, "home_review").view
    assert again is not None
    assert again.title == "Check the booking"
    assert not play.save(again).errors

    rowan.open_home()
    play.settle()
    assert "You had begun to check" not in rowan.home.plain_text()


def test_a_review_closed_yesterday_is_no_longer_offered(play: Play) -> None:
    play.review(booking_text())
    play.wait(hours=25)
    play.person(LEE).open_home()
    play.person(ROWAN).open_home()
    play.settle()
    for user in (ROWAN, LEE):
        home = play.person(user).home
        assert home is not None
        assert "You had begun to check" not in home.plain_text()


def test_a_draft_belongs_to_whoever_pasted_it(play: Play) -> None:
    review = play.review(booking_text()).view
    assert review is not None
    refused = SlackWire(play).save(review.private_metadata, user=LEE)
    assert "This review is too old" in next(iter(refused["errors"].values()))


@pytest.mark.parametrize("way", ["command", "shortcut", "message"])
def test_only_operators_come_in(play: Play, way: str) -> None:
    ana = play.person("U0ANA")
    if way == "command":
        outcome = ana.command("/charter new", ana.dm_channel)
    elif way == "shortcut":
        outcome = ana.shortcut("charter_new")
    else:
        outcome = ana.shortcut("charter_from_message", ana.say(booking_text(), ana.dm_channel))
    said = outcome.view.plain_text() if outcome.view else str(outcome.message)
    assert "Only the boat's operators can do this. Please ask one of them." in said
