"""What looks like a value of the booking and is that of something else is left out, in whatever words it comes."""
# ruff: noqa: E501  the lines of one class stand together

import datetime
from typing import Any

import pytest

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.reading import FIELDS
from tests.intake.scoring import OPEN, pasted, read_sample, texts_of

TODAY = datetime.date(2026, 5, 1)
CARD = {
    "id": "Booking ID: rtkwzbn",
    "boat": "Boat: JADA",
    "guest": "Renter: Odalys Bramwell",
    "date": "Date: Sep 12, 2026",
    "time": "Time: 2:00 PM - 5:30 PM",
    "party": "Guests: 4",
}
FORWARDED = (
    "\n\n---------- Forwarded message ---------\nFrom: Boatsetter <noreply@boatsetter.com>\n"
    "Subject: You have a new booking for Sep 12, 2026 • 2:00 PM.\n\nBooking ID: rtkwzbn\nRenter: Odalys Bramwell\n"
    "Start: Sep 12, 2026 • 2:00 PM\nEnd: Sep 12, 2026 • 5:00 PM\nPassengers: 4\n"
)


def reading(line: str, *left_out: str) -> Reading:
    lines = [text for name, text in CARD.items() if name not in left_out]
    return read("\n".join([*lines, line]), today=TODAY)


def found(result: Reading, field: str) -> Any:
    return result.to_json()[field]


# Field -> lines of the card left out, and lines that none of them may be read from.
OTHERS: dict[str, list[tuple[tuple[str, ...], str]]] = {
    "start_local": [
        (("date", "time"), "Booked on Aug 3, 2026|Confirmed on Aug 3, 2026 at 4:00 PM|Order date: Aug 3, 2026 at 4:00 PM|Aug 3, 2026 4:00 PM - payment captured|Payout scheduled for Aug 3, 2026 4 PM|Free cancellation before Aug 3, 2026 4:00 PM|Cancel by Aug 3, 2026 4 PM for a full refund|Waiver signed: Aug 3, 2026 4 PM|She called me Aug 3, 2026 at 4pm|Fecha de pago: 3 de agosto de 2026 a las 16:00|Available from Aug 3, 2026 4 PM|Originally booked for Aug 3, 2026 4 PM|Her old slot was Aug 3, 2026, 1 PM to 4 PM|Wed, Jun 17 at 7:12 PM|Varnish day Aug 3, 2026, 8 AM - 3 PM|Maintenance: Aug 3, 2026 8 AM - 3 PM|Rain date: Aug 3, 2026, 8 AM - 3 PM|Option 2: Aug 3, 2026 8 AM - 3 PM|Reserva hecha el 3 de agosto de 2026 a las 17:00|Trip booked: Aug 3, 2026 5:00 PM|The trip moved from Aug 3, 2026 at 1 PM to Sep 12, 2026 at 2 PM."),
        (("time",), "Arrival window: 1:30 PM - 1:45 PM|Office hours: 9 AM - 5 PM|Boat available 8 AM - 8 PM|Marina hours 6 AM - 10 PM|Check-in: 1:30 PM|Time: 04:00 - 07:00|Time: 2 - 5"),
        (("date",), "Date: week of Sep 12, 2026|Date: before Sep 12, 2026|Date: not Sep 12, 2026|Date: Sep 12 or Sep 19, 2026|Date: Sep 12/13, 2026|Date: Sep 12 or 13, 2026|Date: Sep 12-13, 2026|Date: 12/13 September 2026|Date: 12 o 13 de septiembre de 2026"),
    ],
    "duration_hours": [(("time",), "Time: 2 PM\nMinimum 3 hours|Time: 2 PM\n3 hour minimum|Time: 2 PM\nDuration: at least 3 hours|Time: 2 PM\nDuration: up to 4 hours|Time: 2 PM\nDuration: 3 or 4 hours|Time: 2 PM\nDuration: 3 hours per day")],
    "party_size": [(("party",), "Guests (max): 12|Max. passengers: 12|Maximum capacity: 12 passengers|Cupo: 12 personas|Guests: 6, maybe 8|Guests: 6 (incl. 2 crew)|Guests: 6 (minimum)|2 guests are vegan|6 pax max|no more than 6 guests|her last trip had 9 people|3 of them are kids|with 5 friends|6 or 7 people")],
    "total_usd": [((), "Total (deposit): $500|Total (before fees): $500|Total (MXN): 18,000|Total: $90 pp|Total: $250 an hour|Renter paid: $500 deposit|Total paid: $500 (50% deposit)|Customer paid $500 of $1000|Total: $900 - $1000|Total: $900 plus fees|Total $900 + tax|Total refunded: $500|\nFuel\nTotal $60|\nMonthly summary\nTrips 9\nTotal $12,000|\nDeposit\nTotal $500|Total: $1,000 $900|Total: $900 → $1,000")],
    "payout_usd": [((), "Captain payout: $200|Last payout: $700|Total payouts: $9,000|You earn $100 per referral|Payout: $700 - $30 fee|Estimated earnings: $700 - $900|You would earn $100 more with captain|You earn 70%")],
    "guest_phone": [((), "Captain: Wade\nCell: 619-555-0108|Phone (owner): 619-555-0108|Phone: 619-555-0108 (captain)|Tel: 619-555-0108 (office)|Broker: Lee\nPhone: 619-555-0108|Photographer: Lee Wu\nPhone: 619-555-0108|Assigned crew\nWade Fer\nPhone\n619-555-0108|Capitán: Luis\nTeléfono: 619-555-0108")],
    "guest_name": [(("guest",), "Broker: Lee Wu|Contact: Sam Jones (dock)|Tour Name: Private Sunset Sail|San Diego|Captain: Wade Ferrante|Your captain is Max Power|Max Power is taking the wheel|Moses Rigby will come aboard at 1 PM|Booked by Lee Wu Travel|Booked by Dana (office)|Guest Favorite|Name: JADA|Passengers: Ann Smith, Sam Jones|Last renter: Ann Smith")],
    "booking_id": [(("id",), "Order: 48291-77|Promo code: SPRNGTK|Use code SPRNGTK|Gift card\nBCDFGHJ|The gate code is bcdfghj|Booking ID: zzzzzzz|Voucher: 48291-77|Invoice #48291|Payment reference: 48291-77")],
    "boat": [(("boat",), "Boat type: Sailboat|Boat: TBD|San Diego Yacht Club|Boat Rental Agreement|Similar boats: Lagoon 42 Catamaran|Previous boat: Lorelei|Destination: Catalina Island|JADA / Boatsetter / Mia Ferrante party of 8|Boat insurance")],
    "pickup_location": [((), "Pickup location: to be confirmed|Location: see app|Address: PO Box 123|Location: will be shared after approval|Drop-off: Pier 5")],
    "notes": [((), "Message from Boatsetter: remember to check ID|Note: your payout will be sent within 24 hours|Note: please do not reply|Special requests: Not provided|Notes (internal): buy ice|Requests: pending")],
    "status": [((), "confirmed?|Background check: approved|Payout status: Pending|Listing status: Active|Waiver status: completed|Can be booked with captain")],
    "captain_included": [((), "Can be booked with captain|¿Incluye capitán?|Captain available for extra|With or without captain")],
}  # fmt: skip
NOT_THE_BOOKINGS = [
    (field, left_out, line)
    for field, groups in OTHERS.items()
    for left_out, lines in groups
    for line in lines.split("|")
]


@pytest.mark.parametrize(("field", "left_out", "line"), NOT_THE_BOOKINGS)
def test_what_is_said_of_something_else_is_left_out(field: str, left_out: tuple[str, ...], line: str) -> None:
    result = reading(line, *left_out)
    names = (None, "JADA") if field == "boat" else (None,)
    assert found(result, field) in names


NOISE = [
    "If the guest cancels within 3 days, the booking is cancelled and nothing is refunded.",
    "Booked on Aug 3, 2026 at 4:00 PM",
    "Broker: Lee Wu\nPhone: 619-555-0109",
    "Capacity: 40 passengers",
    "Captain payout: $205.00",
    "Maintenance: Dec 12, 2026 8 AM - 3 PM",
    "Owner: Harriet Blom\nPhone: (619) 555-0108\nEmail: harriet@example.net",
    "Similar boats: Lagoon 42 Catamaran",
    "Message from Boatsetter: remember to check ID",
]
PLAIN = ("BEGIN:", "{", "[{")


@pytest.mark.parametrize("noise", NOISE)
def test_no_sample_is_misread_because_of_a_line_more(noise: str) -> None:
    """Every third sample, each time others: each of them meets three of the lines."""
    misread: list[str] = []
    paths = [path for folder in OPEN for path in texts_of(folder)]
    for path in paths[NOISE.index(noise) % 3 :: 3]:
        wanted, before = read_sample(path)
        text = pasted(path)
        if wanted.get("bookings") or wanted["expect"] == "refuse" or text.startswith(PLAIN) or "Content-T" in text:
            continue
        for noisy in (f"{text.rstrip()}\n\n{noise}\n", f"{noise}\n\n{text}"):
            after = read(noisy, today=datetime.date.fromisoformat(wanted["today"]))
            values = {name: getattr(after, name) for name in FIELDS}
            misread += [
                f"{path.parent.name}/{path.stem}: {name} {value!r}"
                for name, value in values.items()
                if value is not None and value != getattr(before, name)
            ]
    assert misread == []


CHANGED = "Odalys Bramwell has updated their booking rtkwzbn.\n"


@pytest.mark.parametrize(
    "lines",
    [
        "From: Sep 5, 2026 1 PM\nTo: Sep 12, 2026 2 PM",
        "Date: Sep 5, 2026 → Sep 12, 2026\nTime: 2 PM - 5 PM",
        "Date: ~~Sep 5, 2026~~ Sep 12, 2026\nTime: 2 PM - 5 PM",
        "Start time changed from 1:00 PM to 2:00 PM on Sep 12, 2026",
        "Original trip: Sep 5, 2026 1 PM\nUpdated trip: Sep 12, 2026 2 PM",
        "Antes era el 5 sep 2026 13:00, ahora el 12 sep 2026 14:00",
    ],
)
def test_the_old_time_is_never_taken_for_the_new(lines: str) -> None:
    assert found(read(CHANGED + lines, today=TODAY), "start_local") in (None, "2026-09-12T14:00")


REMARKS = {
    "party_size": "They are 9 now and not 4|make it 9 guests please|ahora son 9|party grew to 10, actually 10 people|two more people are joining",
    "start_local": "She moved it to 3 PM, please use that|we agreed on 3pm instead|Date is now Sep 19, 2026|it's the 19th not the 12th|ahora sale a las 3 de la tarde",
    "guest_name": "Renter is now her sister Ann Smith",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "remark"), [(field, remark) for field, remarks in REMARKS.items() for remark in remarks.split("|")]
)
def test_a_remark_above_a_forwarded_booking_that_contradicts_it_is_shown(field: str, remark: str) -> None:
    result = read(remark + FORWARDED, today=TODAY)
    assert found(result, field) is None
    assert any(problem.code == "conflicting_values" and field in problem.fields for problem in result.problems)
    assert result.expect == "review"


@pytest.mark.parametrize(
    "remark",
    [
        "Can you add this one?",
        "They are 4 now and not 9",
        "4 guests instead of 6",
        "we moved it to 2 PM instead of 1",
        "changed from 6 to 4 people",
        "THE SUNSET SAIL FOR 6 PEOPLE",
        "12 people viewed your listing",
    ],
)
def test_a_remark_that_agrees_with_the_booking_asks_nothing(remark: str) -> None:
    assert read(remark + FORWARDED, today=TODAY).expect == "accept"


def test_a_remark_that_it_is_cancelled_is_heeded() -> None:
    assert read("They cancelled" + FORWARDED, today=TODAY).expect == "refuse"


AGREED = "\n".join(CARD.values()) + "\n\nMay 1, 6:10 PM\nOdalys: {}\nMay 1, 6:25 PM\nYou: {}\n"


@pytest.mark.parametrize(
    ("asked", "answered", "field"),
    [
        ("could we do 3:00 PM to 6:30 PM instead?", "yes, no problem", "start_local"),
        ("our train is late, can we start at 3 PM instead?", "sure", "start_local"),
        ("can we move to Sep 19?", "ok, done", "start_local"),
        ("can we make it 6 people instead of 4?", "perfecto", "party_size"),
    ],
)
def test_what_a_chat_below_the_booking_agrees_on_otherwise_is_shown(asked: str, answered: str, field: str) -> None:
    result = read(AGREED.format(asked, answered), today=TODAY)
    assert found(result, field) is None
    assert any(problem.code == "conflicting_values" and field in problem.fields for problem in result.problems)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("could we do 3:00 PM to 6:30 PM instead?", "sorry, she is booked then"),
        ("could we do 2:00 PM to 5:30 PM?", "yes, as booked"),
        ("can we board at 1:45 PM?", "sure"),
    ],
)
def test_what_a_chat_below_the_booking_turns_down_or_repeats_asks_nothing(asked: str, answered: str) -> None:
    assert read(AGREED.format(asked, answered), today=TODAY).expect == "accept"


DAYS = {
    "Date: 18 July 2026": "2026-07-18T14:00",
    "Date: July 18, 2026": "2026-07-18T14:00",
    "sábado 18 de julio de 2026": "2026-07-18T14:00",
    "Date: party of 6 Sep 4, 2026": "2026-09-04T14:00",
}


@pytest.mark.parametrize("line", DAYS)
def test_the_number_on_the_right_side_of_the_month_is_the_day(line: str) -> None:
    assert found(reading(line, "date"), "start_local") == DAYS[line]


@pytest.mark.parametrize("line", ["sábado 18 de julio 4 a 8 pm", "Sat 18 July 4-8pm", "Sat 18th July 4 pm to 8 pm"])
def test_an_hour_behind_the_month_is_no_day(line: str) -> None:
    assert found(reading(line, "date", "time"), "start_local") == "2026-07-18T16:00"


LAYOUTS: dict[str, tuple[str, dict[str, Any]]] = {
    "labels in one block, values in the next": (
        "Booking ID\nBoat\nRenter\nStart\nEnd\nPassengers\nYou earn\n\nrtkwzbn\nSecond Wind\nOdalys Bramwell\nSep 12, 2026 2:00 PM\nSep 12, 2026 5:00 PM\n4\n$812.60",
        {"booking_id": "rtkwzbn", "boat": "Second Wind", "guest_name": "Odalys Bramwell", "start_local": "2026-09-12T14:00", "party_size": 4, "payout_usd": 812.6},
    ),
    "blocks that do not fit": (
        "Booking ID\nRenter\nPassengers\nYou earn\n\n4\nOdalys Bramwell\nrtkwzbn\n$812.60",
        {"party_size": None, "booking_id": "rtkwzbn"},
    ),
    "title between id and guest": (
        "Booking ID: rtkwzbn\n\nHarbor Lights Evening - Cal 40 \"Pelorus\"\n\nRenter: Odalys",
        {"boat": "Harbor Lights Evening - Cal 40 \"Pelorus\""},
    ),
    "title under the label of the id": (
        "Booking ID\nGREY LADY 270 - SAN DIEGO\nRenter: Odalys\nStart: Sep 12, 2026 2 PM",
        {"boat": "GREY LADY 270 - SAN DIEGO", "booking_id": None},
    ),
    "no title between id and guest": ("Booking ID: rtkwzbn\nConfirmed\nRenter: Odalys", {"boat": None}),
    "a blank that is a dash": (
        "Booking ID: rtkwzbn\nPassengers\n—\n\nCaptain\nCaptained\n\nYou earn\n$410.00",
        {"party_size": None, "captain_included": True, "payout_usd": 410},
    ),
    "dot leaders with colons": (
        "Boatsetter no.....: rtkwzbn\nGuest.............: Odalys\nOut / back........: 13:30 / 17:00\nHeads.............: 6\nDay...............: 2026-09-12",
        {"booking_id": "rtkwzbn", "start_local": "2026-09-12T13:30", "end_local": "2026-09-12T17:00", "party_size": 6},
    ),
    "a title that reads like a name, a star behind the guest, a start without a colon": (
        "Booking ID: rtkwzbn\nBooking confirmed\nJADA - Harbor Tuna Run\nRenter: Odalys Bramwell ★ 4.8 (9 trips)\nSat, Sep 12, 2026\nDeparts 2:45 PM\nLength 3 hours\nGuests 4",
        {"boat": "JADA - Harbor Tuna Run", "guest_name": "Odalys Bramwell", "start_local": "2026-09-12T14:45", "end_local": "2026-09-12T17:45"},
    ),
    "dates of payments, and seats taken": (
        "Booking ID: rtkwzbn\nSat, Sep 12, 2026 · 2:00 PM – 5:00 PM\n🧍 5 of 10 seats\nYour payout  $900.00\n  Sep 15: boat  $700.00\n  Sep 17: captain  $200.00",
        {"start_local": "2026-09-12T14:00", "party_size": 5, "payout_usd": 900},
    ),
    "earlier trips and adverts below": (
        "Booking ID: rtkwzbn\nSat, Sep 12, 2026 · 2:00 PM – 5:00 PM\n4 guests\n\nOdalys's previous trips\nMar 3, 2025 · 2 guests · $210.00\n\nHosts like you also earn with\nDawn slots 6:00 AM - 8:00 AM",
        {"start_local": "2026-09-12T14:00", "party_size": 4, "total_usd": None},
    ),
    "German labels": (
        "Buchung bestätigt\nBuchungsnummer: rtkwzbn\nBoot: Second Wind\nGast: Odalys Bramwell\nTelefon: +49 30 555 0101\nDatum: Samstag, 12. September 2026\nUhrzeit: 14:00 - 17:30 Uhr\nDauer: 3,5 Stunden\nGäste: 4\nSkipper: ohne Skipper\nTreffpunkt: Steg 4\nKaution: 500,00 US$\nAuszahlung: 1.012,60 US$",
        {"boat": "Second Wind", "guest_name": "Odalys Bramwell", "start_local": "2026-09-12T14:00", "end_local": "2026-09-12T17:30", "party_size": 4, "captain_included": False, "payout_usd": 1012.6, "total_usd": None},
    ),
    "days over a chat": (
        "Fri, Apr 24\nOdalys: Is Sep 5 at 10 AM free?\nYou: no, but the week after is\n\nBooking ID: rtkwzbn\nRenter: Odalys\nSat, Sep 12, 2026 · 2:00 PM – 5:00 PM\n4 guests",
        {"start_local": "2026-09-12T14:00", "party_size": 4},
    ),
    "check-in and check-out with their days": (
        "New Booking Request #S-90417\nGuest: Odalys Bramwell\nCheck-in: Sat, Sep 12, 2026 11:00\nCheck-out: Sat, Sep 12, 2026 15:00\nGuests: 6",
        {"booking_id": "S-90417", "start_local": "2026-09-12T11:00", "end_local": "2026-09-12T15:00", "status": "requested"},
    ),
    "adults and children with their sum": ("Booking ID: rtkwzbn\nGuests: 6 adults, 2 kids (8 total)", {"party_size": 8}),
    "a place that begins like a weekday": ("Booking ID: rtkwzbn\nMeet at: Sun Harbor Marina, Dock B", {"pickup_location": "Sun Harbor Marina, Dock B"}),
    "a note above a label without a colon": (
        "BOOKING ID rtkwzbn\nNOTE FROM GUEST\nQUIET CORNER PLEASE\nYOU EARN $968.00",
        {"notes": "QUIET CORNER PLEASE", "payout_usd": 968},
    ),
    "an abbreviated label": ("Booking ID: rtkwzbn\nCliente: Odalys Bramwell\nTel. +52 (664) 555-0192", {"guest_phone": "+526645550192"}),
    "an abbreviated title before the name": ("Booking ID: rtkwzbn\nRenter is Mx. Odalys Bramwell, five of them.", {"guest_name": "Mx. Odalys Bramwell"}),
    "booked by a person, not an appointment": ("Appointment booked by Odalys Bramwell\nBooking ID: rtkwzbn", {"guest_name": "Odalys Bramwell", "status": None}),
    "what is now and what is asked for": (
        "Renter Odalys wants to change booking rtkwzbn.\nCurrent: Sat, Oct 3, 2026, 10:00 AM - 1:00 PM\nRequested: Sun, Oct 4, 2026, 11:00 AM - 2:00 PM",
        {"booking_id": "rtkwzbn", "start_local": None, "status": "changed"},
    ),
    "a status that waits": ("Booking ID: rtkwzbn\nStatus: Awaiting your approval\nRenter: Odalys", {"status": "requested"}),
    "a boat in a Spanish sentence": ("Fermín quiere reservar tu Grey Lady 38' para el sáb 26 sep 2026\nCódigo: rtkwzbn", {"boat": "Grey Lady 38'", "guest_name": "Fermín"}),
    "first and last name": ("Booking ID: rtkwzbn\nFirst name: Odalys\nLast name: Bramwell", {"guest_name": "Odalys Bramwell"}),
    "from and to without colons": (
        "Booking ID: rtkwzbn\nFrom Saturday, September 12, 2026 at 11:00 AM\nTo Saturday, September 12, 2026 at 4:00 PM",
        {"start_local": "2026-09-12T11:00", "end_local": "2026-09-12T16:00"},
    ),
    "a thread above the booking": (
        "Odalys, Jul 2: Is she free on Aug 15 from 1 to 4? We're 8.\nYou, Jul 2: Yes.\nOdalys, Jul 3: Done, for Aug 16 instead, 6 of us.\n\n"
        "Booking ID: rtkwzbn\nRenter: Odalys\nStart: Aug 16, 2026 1 PM\nPassengers: 6",
        {"party_size": 6, "start_local": "2026-08-16T13:00"},
    ),
    "a name and the count behind it": (
        "JADA / Boatsetter / Odalys Bramwell party of 8\nSaturday, September 12, 2026 1:00 – 4:00pm\nBooking ID: rtkwzbn",
        {"guest_name": "Odalys Bramwell", "party_size": 8, "boat": "JADA"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_of_strangers(name: str) -> None:
    text, wanted = LAYOUTS[name]
    result = read(text, today=TODAY).to_json()
    assert {field: result[field] for field in wanted} == wanted
