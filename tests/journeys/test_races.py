"""Many at once: one truth comes of it."""

from concurrent.futures import ThreadPoolExecutor

from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire, element


def test_fifty_racing_submits_of_one_booking_make_one_charter(play: Play) -> None:
    wire = SlackWire(play)
    drafts = [wire.review(booking_text()) for _ in range(50)]
    with ThreadPoolExecutor(max_workers=10) as clicks:
        answers = list(clicks.map(wire.save, drafts))
    play.settle()

    saved = [answer for answer in answers if answer["response_action"] == "update"]
    refused = [answer for answer in answers if answer["response_action"] == "errors"]
    assert (len(saved), len(refused)) == (1, 49)
    assert {field for answer in refused for field in answer["errors"]} == {"booking_id"}
    assert len(play.calendar()) == 1
    assert len(play.channel()) == 1
    assert len(play.mails_to("ana")) == 1
    assert play.docket().charter.version == 1


def test_a_double_click_on_save_says_the_same_twice(play: Play) -> None:
    wire = SlackWire(play)
    draft = wire.review(booking_text())
    with ThreadPoolExecutor(max_workers=4) as clicks:
        answers = list(clicks.map(wire.save, [draft] * 4))
    assert [answer["response_action"] for answer in answers] == ["update"] * 4
    play.settle()
    assert len(play.calendar()) == 1
    assert play.docket().charter.version == 1


def test_two_bookings_racing_for_the_same_hours_make_one_charter(play: Play) -> None:
    wire = SlackWire(play)
    first, second = wire.review(booking_text()), wire.review(booking_text("lnfcqtx"))
    with ThreadPoolExecutor(max_workers=2) as clicks:
        one = clicks.submit(wire.save, first)
        other = clicks.submit(wire.save, second, booking_id="LNFCQTX", captain="tomas", crew=[])
        answers = [one.result(), other.result()]
    play.settle()
    titles = sorted(answer["view"]["title"]["text"] for answer in answers)
    assert titles == ["Check the booking", "Saved"]
    assert len(play.calendar()) == 1


def test_cancelled_twice_at_once_is_cancelled_once(play: Play) -> None:
    play.book()
    wire = SlackWire(play)
    with ThreadPoolExecutor(max_workers=2) as clicks:
        answers = list(
            clicks.map(
                lambda user: wire.submit(
                    "charter:cancel", {"by": element("us")}, metadata='["KWBZPGD", 1, ""]', user=user
                ),
                (ROWAN, LEE),
            )
        )
    play.settle()
    assert sorted(answer["response_action"] for answer in answers) == ["errors", "update"]
    assert play.docket().charter.version == 2
    assert len([mail for mail in play.mails_to("miguel") if "CANCELLED" in mail.subject]) == 1
