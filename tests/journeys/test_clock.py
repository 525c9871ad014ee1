"""What goes out because of the time: once, at the right moment, to the right person, never late."""

from tests.journeys.play import Play, booking_text


def reminders(play: Play) -> list[tuple[str, str]]:
    docket = play.docket()
    told = [
        (claim.at, key.rule, key.recipient)
        for key, claim in docket.claims.items()
        if key.rule.startswith(("reminder", "nag", "open_place"))
    ]
    return [(rule, who) for _, rule, who in sorted(told)]


def subjects(play: Play, crew_id: str) -> list[str]:
    return [mail.subject for mail in play.mails_to(crew_id)]


def test_who_said_yes_is_reminded_the_day_before_and_in_the_morning(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.answer_by_link("miguel")
    play.at(2026, 5, 29, 12, 59)
    assert len(play.dm("ana")) == 1
    play.at(2026, 5, 29, 13, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA, call 12:00 PM")
    assert subjects(play, "miguel")[-1] == "Tomorrow: JADA, call 12:00 PM"
    assert len(play.mails_to("ana")) == 1, "one way is enough"
    play.at(2026, 5, 30, 8, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Today: JADA, call 12:00 PM")
    assert subjects(play, "miguel")[-1] == "Today: JADA, call 12:00 PM"
    play.at(2026, 5, 30, 11, 0)
    assert len(play.dm("ana")) == 3


def test_an_early_call_is_reminded_the_evening_before(play: Play) -> None:
    play.book(booking_text(start="8:30 AM", end="11:30 AM"))
    play.tap("ana")
    play.at(2026, 5, 29, 18, 59)
    assert ("reminder_day_of", "ana") not in reminders(play)
    play.at(2026, 5, 29, 19, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA, call 7:30 AM")


def test_who_has_not_answered_gets_one_nag_by_the_other_way(play: Play) -> None:
    play.book()
    play.at(2026, 5, 21, 10, 1)
    assert subjects(play, "ana")[-1] == "Still needed: can you crew JADA? Sat, May 30, call 12:00 PM"
    assert len(play.dm("ana")) == 1
    assert play.mails_to("ana")[-1].link != play.mails_to("ana")[0].link
    play.at(2026, 5, 23, 10, 1)
    assert [rule for rule, _ in reminders(play)] == ["nag", "nag"]


def test_quiet_hours_hold_a_nag_until_the_morning(play: Play) -> None:
    play.at(2026, 5, 20, 22, 30)
    play.book()
    play.at(2026, 5, 21, 22, 31)
    assert reminders(play) == []
    play.at(2026, 5, 22, 8, 1)
    assert [rule for rule, _ in reminders(play)] == ["nag", "nag"]


def test_operators_are_named_for_a_place_without_a_yes(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.at(2026, 5, 28, 13, 1)
    line = play.thread()[-1]
    assert line == (
        "@Lee Marchetti @Rowan Ashby JADA sails in 48 h (Sat, May 30, 1:00 PM) "
        "and there is no yes yet for: crew (Miguel has not said yes)."
    )
    play.at(2026, 5, 30, 1, 1)
    assert "JADA sails in 12 h" in play.thread()[-1]
    assert [rule for rule, _ in reminders(play)].count("open_place_48h") == 1


def test_a_place_whose_person_declined_is_named_as_such(play: Play) -> None:
    play.book()
    play.tap("ana", "declined")
    play.answer_by_link("miguel")
    play.at(2026, 5, 28, 13, 1)
    assert play.thread()[-1].endswith("there is no yes yet for: captain (Ana cannot come).")


def test_a_charter_booked_the_evening_before_sends_one_call(play: Play) -> None:
    play.at(2026, 5, 29, 19, 30)
    play.book(booking_text(start="8:30 AM", end="11:30 AM"))
    play.tap("ana")
    play.at(2026, 5, 29, 19, 45)
    play.at(2026, 5, 30, 7, 0)
    assert len(play.dm("ana")) == 1
    assert len(play.mails_to("ana")) == 1


def test_nothing_reminds_after_call_time(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.at(2026, 5, 30, 12, 1)
    assert reminders(play) == []


def test_after_an_outage_a_tomorrow_is_not_sent_on_the_day_itself(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.at(2026, 5, 30, 9, 0)
    assert [rule for rule, who in reminders(play) if who == "ana"] == ["reminder_day_of"]
    assert play.dm("ana")[-1].plain_text().startswith("Today: JADA")


def test_a_cancelled_charter_reminds_nobody(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.cancel()
    told = len(play.dm("ana"))
    for day in (29, 30):
        play.at(2026, 5, day, 13, 1)
    assert reminders(play) == []
    assert len(play.dm("ana")) == told


def test_a_moved_charter_reminds_for_its_new_day_only(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    play.tap("ana")
    play.at(2026, 5, 29, 13, 1)
    assert not [rule for rule, who in reminders(play) if who == "ana"]
    play.at(2026, 6, 5, 13, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA, call 12:00 PM")


def test_the_clocks_go_forward_between_reminder_and_trip(play: Play) -> None:
    play.at(2027, 3, 1, 10, 0)
    play.book(booking_text(day="Mar 14, 2027", start="1:00 PM", end="4:00 PM"))
    play.tap("ana")
    play.at(2027, 3, 13, 12, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA, call 12:00 PM")
    play.at(2027, 3, 14, 7, 59)
    assert len(play.dm("ana")) == 2
    play.at(2027, 3, 14, 8, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Today: JADA, call 12:00 PM")


def test_the_clocks_go_back_between_reminder_and_trip(play: Play) -> None:
    play.at(2026, 10, 20, 10, 0)
    play.book(booking_text(day="Nov 1, 2026", start="1:00 PM", end="4:00 PM"))
    play.tap("ana")
    play.at(2026, 10, 31, 14, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA, call 12:00 PM")
    play.at(2026, 11, 1, 8, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Today: JADA, call 12:00 PM")
    assert play.docket().charter.duration.total_seconds() == 3 * 3600
