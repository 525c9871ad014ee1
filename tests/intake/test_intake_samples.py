"""Each sample text is read as its .json beside it says."""

import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from bot.pipeline.intake.reading import FIELDS
from tests.intake.scoring import KEPT, OPEN, TESTS, pasted, read_sample, score_folder, score_text, texts_of

SAMPLES = [path for folder in OPEN for path in texts_of(folder)]
GIVEN = texts_of(TESTS / "bookings")

# What is not read yet; it may be missing, never wrong.
NOT_READ_YET: dict[str, set[str]] = {
    "channels/13-platform-sms": {"status"},
    "channels/22-whatsapp-spanish": {"status"},
    "colleagues/04-call-notes-continental": {"guest_name", "problems", "verdict"},
    "colleagues/05-office-mail-prose": {"captain_included"},
    "colleagues/17-typos-no-spaces": {
        "captain_included", "guest_name", "party_size", "payout_usd", "problems", "status", "verdict",
    },
    "colleagues/23-moved-to-sunday": {"guest_name"},
    "edges/13-numeric-date-two-ways": {"duration_hours"},
    "edges/14-numeric-date-weekday-settles": {"boat", "pickup_location"},
    "edges/19-price-half-paid": {"pickup_location"},
    "edges/20-price-special-offer": {"pickup_location", "status"},
    "edges/25-change-old-and-new": {"duration_hours", "end_local", "party_size", "start_local"},
    "edges/33-getmyboat": {"boat"},
    "edges/34-fareharbor": {"booking_id", "guest_email", "guest_name", "guest_phone"},
    "edges/38-noon-and-typos": {"status"},
    "edges/44-google-calendar-copy": {"pickup_location"},
    "inbox/08-ninety-minutes-lower-case": {"boat"},
    "inbox/11-details-page-capitals-id": {"guest_name", "problems", "verdict"},
    "inbox/12-approved-row-with-header": {"status"},
    "inbox/13-list-with-cancelled-row": {"boat", "guest_name"},
    "inbox/14-app-card-stacked": {"boat", "pickup_location"},
    "inbox/15-month-calendar": {"boat", "start_local"},
    "inbox/16-inbox-special-offer": {"boat"},
    "inbox/17-app-request-dst-gap": {"boat"},
    "inbox/19-app-24h-zone": {"party_size", "problems", "verdict"},
    "inbox/32-operator-note-complete": {"boat", "total_usd"},
    "inbox/33-sms-direct-guest": {
        "boat", "duration_hours", "end_local", "guest_name", "guest_phone", "party_size", "problems",
        "start_local", "status", "verdict",
    },
    "inbox/34-slack-no-meridiem": {"boat"},
    "inbox/35-voice-note-transcript": {"captain_included", "party_size"},
    "inbox/36-tomorrow": {"boat", "duration_hours", "end_local", "guest_name", "problems", "start_local"},
    "inbox/37-prose-from-office": {
        "boat", "duration_hours", "end_local", "guest_phone", "payout_usd", "pickup_location", "problems",
        "start_local", "status", "verdict",
    },
    "inbox/39-whatsapp-typo-corrected": {"captain_included"},
    "inbox/40-whiteboard-wrong-weekday": {"boat"},
    "inbox/45-day-sheet-two-charters": {"boat", "duration_hours", "end_local", "party_size", "start_local"},
    "inbox/48-headless-row-slashes": {"boat", "duration_hours", "guest_name", "guest_phone", "party_size"},
    "inbox/53-es-colleague-prose": {"boat", "total_usd"},
    "inbox/58-es-request-pending": {"boat"},
    "inbox/69-passengers-changed": {"boat", "party_size"},
    "inbox/71-getmyboat": {"boat"},
    "inbox/72-sailo-sms-no-year": {"boat"},
    "layouts/10-prose-from-the-office": {"captain_included"},
    "layouts/41-getmyboat": {"guest_name"},
    "oddments/05-clickandboat-day-or-month": {"booking_id"},
    "oddments/06-shorthand-no-number": {
        "boat", "captain_included", "duration_hours", "end_local", "guest_name", "party_size", "payout_usd",
        "problems", "start_local", "verdict",
    },
    "oddments/13-list-of-three": {"boat", "guest_name"},
    "oddments/15-wrong-monday-no-end": {"boat"},
    "oddments/18-dotted-slip": {"pickup_location"},
    "oddments/19-past-midnight-app": {"boat", "pickup_location"},
    "oddments/20-cut-off-card": {"boat"},
    "oddments/22-google-calendar-copy": {"pickup_location"},
    "oddments/25-solicitud-sms": {"boat", "guest_name"},
    "oddments/26-trip-completed": {"boat"},
    "oddments/32-whatsapp-es": {"status"},
    "oddments/38-samboat-fr-euros": {"guest_name", "status"},
    "oddments/45-prose-from-hal": {"boat", "duration_hours", "end_local", "problems", "start_local", "verdict"},
    "oddments/47-two-nights": {"total_usd"},
    "offices/13-app-trip-screen-nbsp": {"pickup_location"},
    "people/03-military-caps": {"pickup_location"},
    "people/19-bullets-two-nights": {"captain_included"},
    "people/26-list-three-one-cancelled": {"boat"},
    "pilots/28-detail-page-decoys": {"pickup_location"},
    "pilots/38-slack-thread": {"status"},
    "pilots/40-typos": {
        "captain_included", "duration_hours", "end_local", "problems", "start_local", "status", "verdict",
    },
    "pilots/41-spanish-shorthand": {"captain_included"},
    "pilots/43-moved-by-colleague": {"duration_hours", "end_local", "start_local"},
    "pilots/49-airbnb-experience": {"boat"},
    "pilots/58-weekend-list": {"boat", "captain_included", "status"},
    "platform/25-app-screenshot-ocr": {"captain_included", "payout_usd", "status"},
    "sequel/07-app-card-emoji-seats": {"pickup_location"},
    "sequel/25-numeric-date-both-ways": {"duration_hours"},
    "sequel/26-two-days-printed": {"duration_hours"},
    "sequel/50-viator-no-end": {"start_local"},
    "sequel/51-shorthand-no-id-no-year": {"total_usd"},
    "sequel/52-shorthand-complete": {"captain_included"},
    "series/23-this-saturday": {"duration_hours", "end_local", "guest_name", "problems", "start_local"},
    "strangers/20-app-card-dots": {"boat"},
    "strangers/38-feb-29-no-leap-year": {"status"},
    "strangers/42-whatsapp-export-spanish": {"boat"},
    "strangers/43-getmyboat-confirmed": {"pickup_location"},
    "strangers/45-viator-no-end": {"payout_usd", "start_local"},
    "strangers/48-imessage-direct": {
        "boat", "duration_hours", "end_local", "guest_name", "guest_phone", "party_size", "pickup_location",
        "problems", "start_local", "verdict",
    },
    "strangers/50-ics-tzid-duration": {"boat"},
    "strangers/57-hours-without-meridiem": {"boat"},
    "unlikely/04-request-by-sms": {"captain_included"},
    "unlikely/11-deposit-failed-no-id": {"problems"},
    "unlikely/13-review-request": {"status"},
    "unlikely/14-dashboard-cards-one-cancelled": {"guest_name"},
    "unlikely/25-whatsapp-export-relative-day": {"duration_hours", "end_local", "start_local"},
    "unlikely/32-google-calendar-popup": {"pickup_location"},
    "unlikely/36-prosa-espanol-mediodia": {"status"},
}  # fmt: skip


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_samples_are_there() -> None:
    kept = [path for folder in KEPT for path in texts_of(folder)]
    assert len(GIVEN) > 30
    assert len(SAMPLES) - len(GIVEN) >= 60
    assert len(kept) * 3 >= len(SAMPLES) - len(GIVEN) + len(kept)


@pytest.mark.parametrize("path", SAMPLES, ids=name_of)
def test_sample(path: Path) -> None:
    missing = NOT_READ_YET.get(name_of(path), set())
    faults = score_text(path).faults
    assert {fault for fault in faults if fault.split(" ")[0] not in missing or " wrong: " in fault} == set()
    assert missing <= {fault.split(" ")[0] for fault in faults}, "this is read by now"


@pytest.mark.parametrize("path", GIVEN, ids=name_of)
def test_problems_are_named_in_their_order(path: Path) -> None:
    wanted, reading = read_sample(path)
    assert [problem.code for problem in reading.problems] == wanted["problems"]
    assert [part.booking_id for part in reading.bookings] == [part["booking_id"] for part in wanted.get("bookings", [])]


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_texts_that_nobody_fitted_the_reader_to(folder: Path) -> None:
    score = score_folder(folder)
    values = score.right + score.wrong + score.missed
    assert score.verdicts * 5 >= score.texts * 4
    assert score.right * 5 >= values * 4
    assert score.wrong * 25 <= values


@pytest.mark.parametrize("folder", [*OPEN, *KEPT], ids=lambda folder: folder.name)
def test_each_reading_follows_from_its_text(folder: Path, tmp_path: Path) -> None:
    here = shutil.copytree(folder, tmp_path / folder.name)
    shutil.copy(TESTS / "bookings" / "check.py", here / "check.py")
    check = subprocess.run([sys.executable, here / "check.py"], capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout


@pytest.mark.parametrize("path", SAMPLES, ids=name_of)
def test_every_value_has_its_place(path: Path) -> None:
    text = pasted(path)
    _, whole = read_sample(path)
    for reading in (whole, *whole.bookings):
        read_fields = {field for field in FIELDS if getattr(reading, field) is not None}
        assert set(reading.found) == read_fields
        for found in reading.found.values():
            assert text[found.start : found.end] == found.words
            assert found.words.strip()
            assert found.line == len(text[: found.start].replace("\r\n", "\n").split("\n"))
            assert found.why


def test_problems_are_questions_with_an_answer() -> None:
    for path in SAMPLES:
        _, reading = read_sample(path)
        for problem in reading.problems:
            assert problem.sentence.endswith((".", "?"))
            assert problem.confirm.startswith("I checked: ")
        assert bool(reading.message) == (reading.expect == "refuse")


def test_money_is_exact() -> None:
    _, reading = read_sample(TESTS / "bookings" / "02-earnings-blank-lines.txt")
    assert reading.payout_usd == Decimal("1093.75")
    assert reading.to_json()["payout_usd"] == 1093.75
