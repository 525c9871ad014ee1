"""A pasted booking becomes a charter."""

from tests.journeys.play import Play, booking_text
from tests.pages import shown


def test_every_system_holds_the_charter_once(play: Play) -> None:
    play.book()

    [entry] = play.calendar()
    assert entry["event_name"] == "Boatsetter Charter - 3 hours"
    assert (entry["date"], entry["captain"], entry["crew"]) == ("2026-05-30", "ana", ["miguel"])
    event = play.event()
    assert (event["status"], event["body"]["party_size"]) == ("booked", 6)
    assert event["asked_versions"] == {"ana": 1, "miguel": 1}
    page = play.guest_page()
    assert page.status_code == 200
    assert "Sat, May 30 · 1:00–4:00 PM" in shown(page.text)


def test_the_operator_follows_it_in_one_message_and_its_thread(play: Play) -> None:
    play.book()

    [status] = play.channel()
    words = status.plain_text()
    assert "JADA · Sat, May 30 · 1:00–4:00 PM" in words
    assert "✓ Calendar   ✓ Crew event   ✓ Guest page   ✓ Crew asked" in words
    assert "Captain Ana Reyes: asked" in words
    thread = play.thread()
    assert thread[0].startswith("@Rowan Ashby booked this charter.")
    assert thread[1].startswith("Done: on the calendar, crew event created, guest page published")
    assert len(thread) == 2


def test_crew_are_asked_every_way_they_have(play: Play) -> None:
    play.book()

    [call] = play.dm("ana")
    assert call.plain_text().startswith("Can you crew JADA? Sat, May 30, call 12:00 PM")
    assert [name for name, _, _ in call.buttons()] == ["crew:confirmed", "crew:declined"]
    assert [mail.subject for mail in play.mails_to("ana")] == ["Can you crew JADA? Sat, May 30, call 12:00 PM"]
    assert len(play.mails_to("miguel")) == 1


def test_saving_says_where_to_follow_it(play: Play) -> None:
    review = play.review(booking_text()).view
    assert review is not None
    saved = play.save(review)
    assert saved.view is not None
    assert "Saved as KWBZPGD. Follow it in #charters." in saved.view.plain_text()


def test_they_already_agreed(play: Play) -> None:
    play.book(asking="agreed")

    assert {answer["via"] for answer in play.event()["answers"]} == {"operator"}
    assert "Captain Ana Reyes: yes, told to Rowan" in play.channel()[0].plain_text()
    assert play.dm("ana")[0].plain_text().startswith("You are on JADA: Sat, May 30, call 12:00 PM")
    assert "Not right? Say so." in play.dm("ana")[0].plain_text()
    assert play.mails_to("miguel")[0].subject.startswith("You are on JADA")


def test_a_second_run_with_nothing_to_do_asks_nobody_anything(play: Play) -> None:
    play.book()
    before = (len(play.sandbox.mails), len(play.dm("ana")), play.thread())
    play.wait(minutes=30)
    play.wait(minutes=30)
    assert (len(play.sandbox.mails), len(play.dm("ana")), play.thread()) == before


def test_places_left_open_stay_open(play: Play) -> None:
    play.book(captain=None, crew=[])

    words = play.channel()[0].plain_text()
    assert "Captain: open" in words
    assert "Crew: open" in words
    assert not play.sandbox.mails


def test_a_text_that_is_no_booking_creates_nothing(play: Play) -> None:
    outcome = play.review("Dear slip holders, the fuel dock is closed on May 12 from 8 AM to noon. Slip fee $1,186.00")
    assert outcome.view is not None
    assert "Nothing was created" in outcome.view.plain_text()
    assert not play.channel()
