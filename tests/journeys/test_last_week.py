"""A week before the start the status message is posted anew, and the charter's thread goes on there."""

from tests.journeys.play import Play, booking_text

GOES_ON = "It goes on in a newer message. Open it"


def test_the_status_message_comes_to_the_front_a_week_before(play: Play) -> None:
    play.book()
    play.at(2026, 5, 23, 12, 59)
    assert len(play.channel()) == 1
    play.at(2026, 5, 23, 13, 1)
    old, new = play.channel()
    assert old.plain_text() == f"JADA · Sat, May 30 · 1:00–4:00 PM · KWBZPGD\n{GOES_ON}"
    assert old.buttons() == []
    assert new.ts.replace(".", "") in str(old.blocks)
    assert "Captain Ana Reyes: no answer since Wed" in new.plain_text()
    assert "Cancel charter" in new.plain_text()


def test_the_thread_goes_on_under_the_newer_one(play: Play) -> None:
    play.book()
    play.at(2026, 5, 23, 13, 1)
    said_before = len(play.thread())
    play.tap("ana")
    old, new = play.channel()
    assert "Captain Ana Reyes: yes" in new.plain_text()
    lines = play.sandbox.slack.messages(new.channel, new.ts)
    assert [line.plain_text() for line in lines] == ["Ana Reyes said yes, in Slack."]
    assert len(play.thread()) == said_before + 1
    play.at(2026, 5, 24, 9, 0)
    assert len(play.channel()) == 2
    assert GOES_ON in old.plain_text()


def test_one_that_is_near_already_stays_where_it_is(play: Play) -> None:
    play.book(booking_text(day="May 24, 2026"))
    play.at(2026, 5, 23, 13, 1)
    play.at(2026, 5, 24, 9, 0)
    assert len(play.channel()) == 1


def test_after_a_move_it_comes_to_the_front_again(play: Play) -> None:
    play.book()
    play.at(2026, 5, 23, 13, 1)
    play.move(start_date="2026-06-20", end_date="2026-06-20")
    assert len(play.channel()) == 2
    play.at(2026, 6, 13, 13, 1)
    *old, new = play.channel()
    assert [GOES_ON in message.plain_text() for message in old] == [True, True]
    assert "Sat, Jun 20" in new.plain_text()


def test_a_cancelled_charter_stays_where_it_is(play: Play) -> None:
    play.book()
    play.cancel()
    play.at(2026, 5, 23, 13, 1)
    assert len(play.channel()) == 1
