"""The kinds of text that come, in other layouts, words and orders than the samples."""
# ruff: noqa: E501  a pasted text and what is read from it stand on one line

import datetime
from typing import Any

import pytest

from bot.pipeline.intake import read

TODAY = datetime.date(2026, 5, 1)

VESPERA = {
    "booking_id": "rtkwzbn",
    "guest_name": "Odalys Bramwell",
    "start_local": "2026-09-12T14:00",
    "end_local": "2026-09-12T17:30",
    "duration_hours": 3.5,
    "party_size": 11,
}

LAYOUTS = {
    "one line with bars": "Booking ID: rtkwzbn | Renter: Odalys Bramwell | Date: Sep 12, 2026 | Time: 2:00 PM - 5:30 PM | Guests: 11",
    "one line, flattened": "Booking ID: rtkwzbn Renter: Odalys Bramwell Start: Sep 12, 2026 • 2:00 PM End: Sep 12, 2026 • 5:30 PM "
    "Duration: 3.5 hours Passengers: 11",
    "markdown": "**Booking ID:** rtkwzbn\n**Guest:** Odalys Bramwell\n**When:** 9/12/26, 2-5:30pm, Sat\n**Party size:** 11 people",
    "labels above values": "Group size\n11 people\nReservation #\nRTKWZBN\nGuest\nOdalys Bramwell\nTrip date\nSaturday, September 12, 2026\n"
    "Time\n2:00 PM – 5:30 PM (3.5 hours)",
    "mistyped labels": "Bookng ID: rtkwzbn\nRentr: Odalys Bramwell\nStrat: Sep 12, 2026 2 PM\nDuraton: 3h30\nPasengers: 11",
    "table": "Booking ID\tRenter\tDate\tTime\tGuests\nrtkwzbn\tOdalys Bramwell\tSep 12, 2026\t2:00 PM - 5:30 PM\t11",
    "24 hours": "Ref no. rtkwzbn\nName: Odalys Bramwell\nDate: 2026-09-12\nFrom: 14:00\nUntil: 17:30\nPax: 11",
    "day first": "ID: rtkwzbn\nLead guest: Odalys Bramwell\nDay: 12th of September 2026\nTime: 2pm to 5:30pm\nHeadcount: 11",
    "text message": "Boatsetter: Odalys Bramwell booked JADA for Sat, Sep 12, 2026, 2:00 PM - 5:30 PM. 11 guests. Booking ID: rtkwzbn",
    "web page source": "<div>Booking ID</div><div>rtkwzbn</div><div>Renter</div><div>Odalys&nbsp;Bramwell</div><div>Start</div>"
    "<div>Sep 12, 2026 &bull; 2:00&nbsp;PM</div><div>End</div><div>Sep 12, 2026 &bull; 5:30 PM</div><div>Passengers</div><div>11</div>",
    "quoted twice": "> On Mon, Apr 20, 2026 at 9:14 AM Boatsetter <boatsetter@mail.boatsetter.com> wrote:\n>> Booking ID: rtkwzbn\n"
    ">> Renter: Odalys Bramwell\n>> Start: Sep 12, 2026 2 PM\n>> Duration: 3 hours 30 minutes\n>> Passengers: 11",
    "Spanish": "N.º de reserva: rtkwzbn\nCliente: Odalys Bramwell\nFecha: sábado 12 de septiembre de 2026\nHora: de 14:00 a 17:30 h\nPersonas: 11",
    "calendar": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=America/New_York:20260912T170000\nDTEND:20260913T003000Z\nUID:1@example.com\n"
    "DESCRIPTION:Booking ID: rtkwzbn\\nRenter: Odalys Bra\n mwell\\nPassengers: 11\nEND:VEVENT\nEND:VCALENDAR",
    "quoted-printable": "Content-Transfer-Encoding: quoted-printable\n\nBooking ID: rtkwzbn\nRenter: Odalys=20Bram=\nwell\n"
    "Start: Sep 12, 2026 =E2=80=A2 2:00 PM\nEnd: Sep 12, 2026 =E2=80=A2 5:30 PM\nPassengers: 11",
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_booking_in_another_layout(name: str) -> None:
    reading = read(LAYOUTS[name], today=TODAY)
    found = {field: value for field, value in reading.to_json().items() if field in VESPERA}
    assert {**found, "booking_id": found["booking_id"].lower()} == VESPERA
    assert reading.problems == ()


def booking(**changes: str) -> str:
    lines = {
        "id": "Booking ID: rtkwzbn",
        "guest": "Renter: Odalys",
        "date": "Date: Sep 12, 2026",
        "time": "Time: 2 PM - 5 PM",
        "party": "Guests: 4",
    }
    return "\n".join(line for line in {**lines, **changes}.values() if line)


DOUBTS: dict[str, tuple[str, list[str], dict[str, Any]]] = {
    "day or month first": (booking(date="Date: 06/07/2026"), ["ambiguous_date"], {"start_local": None, "end_local": None}),
    "weekday tells day from month": (booking(date="Date: Tue 09/06/2026"), [], {"start_local": "2026-06-09T14:00"}),
    "neither AM nor PM": (booking(time="Time: 2:00 - 5:00"), ["ambiguous_time"], {"start_local": None, "end_local": None}),
    "no such day": (booking(date="Date: September 31, 2026"), ["impossible_date"], {"start_local": None}),
    "no year": (booking(date="Date: Sat, Sep 12"), ["year_inferred"], {"start_local": "2026-09-12T14:00"}),
    "no year, next year": (booking(date="Date: April 3"), ["year_inferred"], {"start_local": "2027-04-03T14:00"}),
    "year from elsewhere": ("You have a new booking for Sep 12, 2026.\n" + booking(date="Date: Sat, Sep 12"), [], {"start_local": "2026-09-12T14:00"}),
    "wrong weekday": (booking(date="Date: Fri, Sep 12, 2026"), ["date_weekday_mismatch"], {"start_local": "2026-09-12T14:00"}),
    "past": (booking(date="Date: Apr 12, 2026"), ["date_in_past"], {"start_local": "2026-04-12T14:00"}),
    "no end": (booking(time="Time: 2 PM"), ["missing_end_time"], {"end_local": None, "duration_hours": None}),
    "no id": (booking(id=""), ["missing_booking_id"], {"booking_id": None}),
    "no guest": (booking(guest=""), ["missing_guest_name"], {"guest_name": None}),
    "no party": (booking(party=""), ["missing_party_size"], {"party_size": None}),
    "up to so many": (booking(party="Max guests: 12"), ["missing_party_size"], {"party_size": None}),
    "a range of guests": (booking(party="Guests: 6-8"), ["missing_party_size"], {"party_size": None}),
    "end before start": (booking(date="Start: Sep 12, 2026 5 PM", time="End: Sep 12, 2026 2 PM"), ["end_before_start"], {"duration_hours": None}),
    "duration against end": (booking() + "\nDuration: 4 hours", ["conflicting_values"], {"duration_hours": None, "end_local": None}),
    "two parties": (booking() + "\nPassengers: 9", ["conflicting_values"], {"party_size": None}),
    "headline against start": ("You have a new booking for Sep 13, 2026 • 2:00 PM.\n" + booking(), ["conflicting_values"], {"start_local": None}),
    "skipped hour": (booking(date="Date: Mar 14, 2027", time="Start time: 2:15 AM\nEnd time: 9 AM"), ["nonexistent_local_time"], {"duration_hours": None}),
    "hour that comes twice": (booking(date="Date: Nov 1, 2026", time="Time: 1:15 AM - 6 AM"), ["ambiguous_local_time"], {"duration_hours": None}),
    "printed hours tell which": (booking(date="Date: Oct 31, 2026", time="Time: 10 PM - 1:15 AM\nDuration: 4.25 hours"), [], {"end_local": "2026-11-01T01:15"}),
    "past midnight": (booking(time="Time: 10 PM - 1 AM"), [], {"end_local": "2026-09-13T01:00", "duration_hours": 3}),
    "to noon": (booking(time="Time: 9 AM to noon"), [], {"end_local": "2026-09-12T12:00"}),
    "another zone": (booking(time="Time: 5 PM - 8 PM EDT"), [], {"start_local": "2026-09-12T14:00", "end_local": "2026-09-12T17:00"}),
    "own zone, wrong season": (booking(time="Time: 2 PM - 5 PM PST"), [], {"start_local": "2026-09-12T14:00"}),
    "not confirmed": ("Not confirmed yet!!\n" + booking(), ["not_confirmed"], {"status": "requested"}),
    "only days": (booking(date="Dates: Sep 12, 2026", time=""), ["ambiguous_date"], {"start_local": None}),
    "shared PM": (booking(time="Time: 11:30-2:30 PM"), [], {"start_local": "2026-09-12T11:30", "end_local": "2026-09-12T14:30"}),
    "half and half": (booking(time="Time: 5:15 PM\nDuration: 1½ hours"), [], {"end_local": "2026-09-12T18:45"}),
    "this Saturday": (booking(date="Date: this Sat"), ["ambiguous_date", "year_inferred"], {"start_local": "2026-05-02T14:00"}),
    "another platform": ("GetMyBoat\n" + booking(id="Booking ID: GMB-48291"), ["other_platform"], {"booking_id": "GMB-48291"}),
    "a request": ("You have a new booking request for Sep 12, 2026 • 2 PM.\n" + booking(), ["not_confirmed"], {"status": "requested"}),
    "a change": ("Your booking rtkwzbn has been rescheduled.\n" + booking(party=""), ["change_of_existing"], {"status": "changed"}),
    "old and new": ("Odalys has updated their booking rtkwzbn.\nPrevious start: May 30, 2026 1 PM\nNew start: Sep 12, 2026 2 PM\nNew end: Sep 12, 2026 5 PM", ["change_of_existing"], {"start_local": "2026-09-12T14:00"}),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTS)
def test_doubts_are_named(name: str) -> None:
    text, codes, values = DOUBTS[name]
    reading = read(text, today=TODAY)
    assert [problem.code for problem in reading.problems] == codes
    assert reading.expect == ("review" if codes else "accept")
    assert {field: reading.to_json()[field] for field in values} == values


REFUSALS = {
    "empty": ("\ufeff \n\u200b\t", "empty", "There was no text"),
    "cancelled": ("Odalys has canceled their booking rtkwzbn for Sep 12, 2026 • 2 PM.", "cancelled", "RTKWZBN was cancelled"),
    "cancelled, Spanish": ("La reserva rtkwzbn ha sido cancelada por el arrendatario.", "cancelled", "RTKWZBN was cancelled"),
    "cancelled by status": (booking() + "\nStatus: Canceled by renter", "cancelled", "RTKWZBN was cancelled"),
    "reminder": ("Prepare your boat for your Sep 12, 2026 • 2:00 PM booking\nBooking ID: rtkwzbn", "reminder_only", "reminder of booking RTKWZBN"),
    "reminder, other words": ("Reminder: your charter with Odalys is tomorrow!\nBooking ID: rtkwzbn", "reminder_only", "reminder"),
    "deposit": ("Odalys's security deposit payment failed!\n\nBooking ID\nJADA CLASSIC YACHT", "payment_notice_only", "payment"),
    "payout": ("Your payout of $812.60 is on its way!\nBooking ID: rtkwzbn", "payment_notice_only", "RTKWZBN"),
    "question": ("Hi! Is JADA available on Saturday June 20 from 1-4pm? We'd be 8 people. How much would it be?", "inquiry_only", "question"),
    "expired request": ("The booking request from Odalys has expired.\nBooking ID: rtkwzbn", "not_confirmed", "expired or was declined"),
    "news": ("Dock news\nThe fuel dock is closed Tuesday, May 12, 2026 from 8 AM to 12 PM.\nFees ($86.00) are due June 1. (619) 555-0100", "not_a_booking", "does not look like a booking"),
    "a shopping list": ("ice\nlemons 12\nrope 40 ft", "not_a_booking", "does not look like a booking"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals_say_why(name: str) -> None:
    text, code, words = REFUSALS[name]
    reading = read(text, today=TODAY)
    assert (reading.expect, [problem.code for problem in reading.problems]) == ("refuse", [code])
    assert reading.message.startswith("Nothing was created.")
    assert words in reading.message


def test_two_bookings_are_never_mixed() -> None:
    second = booking(id="Booking ID: lnfcqtx", guest="Renter: Devin", date="Date: Sep 13, 2026", party="Guests: 9")
    reading = read(f"two of them!\n\n{booking()}\n\n{second}", today=TODAY)
    assert [problem.code for problem in reading.problems] == ["multiple_bookings"]
    fields = ("booking_id", "guest_name", "party_size", "start_local")
    parts = [tuple(part.to_json()[field] for field in fields) for part in reading.bookings]
    assert parts == [
        ("rtkwzbn", "Odalys", 4, "2026-09-12T14:00"),
        ("lnfcqtx", "Devin", 9, "2026-09-13T14:00"),
    ]


def test_rows_of_a_table_are_separate_bookings() -> None:
    rows = (
        "Booking ID\tRenter\tStart\tGuests\nrtkwzbn\tOdalys\tSep 12, 2026 2 PM\t4\nlnfcqtx\tDevin\tSep 13, 2026 3 PM\t9"
    )
    parts = [(part.booking_id, part.guest_name, part.party_size) for part in read(rows, today=TODAY).bookings]
    assert parts == [("rtkwzbn", "Odalys", 4), ("lnfcqtx", "Devin", 9)]


def test_the_same_booking_twice_is_one() -> None:
    reading = read(f"{booking()}\n\n---------- Forwarded message ---------\n{booking()}", today=TODAY)
    assert (reading.bookings, reading.booking_id, reading.expect) == ((), "rtkwzbn", "accept")


MONEY = {
    "payout is no total": ("You earn: $812.60", None, 812.60),
    "list price is no total": ("Boat price: $1,200.00\nHourly rate: $400", None, None),
    "breakdown": ("Boat price  $1,200.00\nService fee  $150.00\nTotal paid by renter  $1,350.00\nSecurity deposit  $500.00\nYour payout  $1,020.00", 1350, 1020),
    "Spanish figures": ("Total pagado: $1.540,00\nTu pago: US$ 1.225,50", 1540, 1225.5),
    "refund": ("Refund: $1,350.00", None, None),
    "pesos": ("Total: MX$ 25,000.00", None, None),
    "bare figures": ("Payout 742.50", None, 742.5),
    "two payouts": ("Get ready to earn $812.60.\nYou earn: $768.25", None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", MONEY)
def test_money_by_what_it_is_for(name: str) -> None:
    text, total, payout = MONEY[name]
    plain = read(booking() + "\n" + text, today=TODAY).to_json()
    assert (plain["total_usd"], plain["payout_usd"]) == (total, payout)


CONTACTS = {
    "labelled": ("Email: Odalys@Example.com\nPhone: 760.555.0134", "odalys@example.com", "+17605550134"),
    "owner's": ("Owner: Rowan\nPhone: 619-555-0199\nEmail: rowan@example.com", None, None),
    "platform's": ("Email: support@boatsetter.com", None, None),
    "signature": ("-- \nCaptain Rowan\nPhone: 619-555-0199\nrowan@example.com", None, None),
    "footer": ("This message has been sent to rowan@example.com", None, None),
    "foreign": ("Teléfono: +52 664 555 0147", None, "+526645550147"),
    "too short": ("Phone: 555-0134", None, None),
}


@pytest.mark.parametrize("name", CONTACTS)
def test_contacts_are_the_guests(name: str) -> None:
    text, email, phone = CONTACTS[name]
    reading = read(booking() + "\n\n" + text, today=TODAY)
    assert (reading.guest_email, reading.guest_phone) == (email, phone)


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Captained", True), ("Not included", False), ("yes", True), ("Bareboat", False), ("Rowan Ashby", None), ("Pending", None)],
)  # fmt: skip
def test_captain(words: str, answer: bool | None) -> None:
    assert read(f"{booking()}\nCaptain\n{words}", today=TODAY).captain_included is answer


def test_shorthand() -> None:
    plain = read("sat 9/12 jada 2-5p, odalys bramwell, party of 7, rtkwzbn, payout 600", today=TODAY).to_json()
    assert plain["booking_id"] == "rtkwzbn"
    assert plain["start_local"] is None or plain["start_local"] == "2026-09-12T14:00"
    assert (plain["guest_name"], plain["party_size"], plain["payout_usd"]) == ("odalys bramwell", 7, 600)


def test_a_conversation_below_is_not_the_booking() -> None:
    chat = "\n\nApr 30, 8:12 AM\nOdalys: can we come at 1:30 PM with 9 people?\nApr 30, 8:15 AM\nYou: no, 2 PM and 4 people\n"
    plain = read(booking() + chat, today=TODAY).to_json()
    assert (plain["start_local"], plain["party_size"]) == ("2026-09-12T14:00", 4)


def test_notes_of_several_lines_keep_their_figures_to_themselves() -> None:
    note = 'Message from renter:\n"Hi! We are usually 12,\nbut 4 will come. Call 619 555 0100 or pay $50?"\nCaptain: Included'
    reading = read(booking() + "\n" + note, today=TODAY)
    assert reading.notes == "Hi! We are usually 12, but 4 will come. Call 619 555 0100 or pay $50?"
    assert (reading.party_size, reading.guest_phone, reading.total_usd, reading.captain_included) == (
        4,
        None,
        None,
        True,
    )
