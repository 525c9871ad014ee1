"""Bookings as the rows of a card, and what holds for every reading of a text."""

import datetime
import json

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.reading import FIELDS

TODAY = datetime.date(2026, 5, 1)

Rows = tuple[tuple[str, str], ...]

FULL: Rows = (
    ("Booking ID", "rtkwzbn"),
    ("Boat", "Schooner Ilse"),
    ("Renter", "Odalys Bramwell"),
    ("Email", "odalys@example.com"),
    ("Phone", "(760) 555-0134"),
    ("Start", "Sep 12, 2026 • 2:00 PM"),
    ("End", "Sep 12, 2026 • 6:30 PM"),
    ("Passengers", "11"),
    ("Captain", "Captained"),
    ("Renter paid", "$2,310.00"),
    ("You earn", "$1,717.40"),
    ("Pickup", "14 Quay Street, Slip 9"),
    ("Status", "Approved"),
    ("Special requests", "a quiet corner for grandma"),
)
"""Every field but the duration has its own line."""

IN_ONE_LINE: Rows = (
    ("Confirmation code", "lnfcqtx"),
    ("Guest name", "Devin Okafor"),
    ("Date", "Saturday, September 12, 2026"),
    ("Time", "2:00 PM - 5:30 PM"),
    ("Duration", "3.5 hours"),
    ("Number of guests", "8"),
    ("Captain included", "Yes"),
    ("Total payout", "$812.60"),
    ("Booking status", "Confirmed"),
)
"""Start and end stand on one line, and the duration is said."""

SPANISH: Rows = (
    ("ID de reserva", "mrwkvdz"),
    ("Embarcación", "Goleta Ilse"),
    ("Arrendatario", "Inés Quiroga"),
    ("Correo", "ines@example.com"),
    ("Teléfono", "(760) 555-0162"),
    ("Inicio", "12 de septiembre de 2026, 14:00"),
    ("Fin", "12 de septiembre de 2026, 17:30"),
    ("Pasajeros", "9"),
    ("Capitán", "Incluido"),
    ("Total pagado", "$1,540.00"),
    ("Ganarás", "$1,225.50"),
    ("Lugar de embarque", "Muelle 14, San Diego"),
    ("Estado", "Confirmada"),
)

UNSURE: Rows = (
    ("Booking ID", "hjzkcpn"),
    ("Renter", "Thaddeus Kamau"),
    ("Date", "Sat, Sep 12"),
    ("Start time", "1:00 PM"),
    ("Guests", "6-8"),
    ("Status", "Pending"),
)
"""Year, end and number of guests are open, and so is the booking."""

CARDS: dict[str, Rows] = {"full": FULL, "in one line": IN_ONE_LINE, "Spanish": SPANISH, "unsure": UNSURE}


def plain(rows: Rows) -> str:
    return "\n".join(f"{label}: {value}" for label, value in rows)


def values(reading: Reading) -> dict[str, object]:
    return {field: getattr(reading, field) for field in FIELDS}


def outcome(reading: Reading) -> dict[str, object]:
    """What a person is shown of a reading: every field, and the codes of its problems."""
    return {**values(reading), "problems": [problem.code.value for problem in reading.problems]}


def differences(text: str, rows: Rows) -> dict[str, tuple[object, object]]:
    """What is read otherwise from `text` than from the plain card: what was read, and what should be."""
    got, wanted = outcome(read(text, today=TODAY)), outcome(read(plain(rows), today=TODAY))
    return {name: (got[name], wanted[name]) for name in wanted if got[name] != wanted[name]}


def assert_sound(text: str, reading: Reading) -> None:
    """Each value stands in the text where the reading says; the reading agrees with itself and can be sent."""
    line_ends = text.replace("\r\n", "\0\n").replace("\r", "\n")
    for part in (reading, *reading.bookings):
        assert set(part.found) == {field for field, value in values(part).items() if value is not None}
        for field, found in part.found.items():
            assert text[found.start : found.end] == found.words
            assert found.words.strip(), field
            assert found.line == line_ends[: found.start].count("\n") + 1
            assert found.value == getattr(part, field)
        assert (part.expect == "accept") == (not part.problems)
        json.dumps(part.to_json())
