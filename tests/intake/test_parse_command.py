"""The `parse` command reads files and standard input and prints JSON, or what was found, why, and what is unsure."""

import argparse
import io
import json
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from cli import parse

BOOKINGS = Path(__file__).parent.parent / "bookings"
TEXT = "Booking ID: rtkwzbn\r\nRenter: Ren\u00e9e\r\nDate: Sat, Sep 12\r\nTime: 1 PM - 4 PM\r\nGuests: 4\r\n"


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    parse.add_parser(parser.add_subparsers())
    given = parser.parse_args(["parse", *arguments, "--today", "2026-05-01"])
    return int(given.run(given))


@pytest.fixture
def paste(tmp_path: Path) -> Path:
    path = tmp_path / "paste.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_json(paste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(paste), "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert (plain["guest_name"], plain["start_local"]) == ("Renée", "2026-09-12T13:00")
    assert [problem["code"] for problem in plain["problems"]] == ["year_inferred"]
    found = plain["found"]["guest_name"]
    assert (TEXT[found["start"] : found["end"]], found["line"]) == ("Renée", 2)


@pytest.fixture(params=[80, 120])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The width of the terminal."""
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_beside_or_below_each_value_stands_why(paste: Path, columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(paste)) == 0
    lines = shown(capsys)
    why = "Line 2: “Renée”, after the label “Renter”."
    at = next(number for number, line in enumerate(lines) if line.startswith("  Guest "))
    if columns == 120:
        assert lines[at].split() == ["Guest", "Renée", *why.split()]
    else:
        assert [line.strip() for line in lines[at : at + 2]] == ["Guest       Renée", why]


def test_a_doubt_stands_at_its_field(paste: Path, columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(paste)) == 0
    lines = shown(capsys)
    [at] = [number for number, line in enumerate(lines) if line.startswith("⚠")]
    assert lines[at].startswith("⚠ Start       Sat, Sep 12, 2026, 1:00 PM")
    assert "The text has no year. I read 2026: is that right?" in " ".join(lines[at : at + 2])
    assert "“1 PM”, after the label “Time”, with the day after" in " ".join(lines[at + 1 : at + 4])
    assert lines[-2:] == ["", "? A person should look at this first."]


def test_a_doubt_about_two_fields_marks_both_and_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "backwards.txt"
    path.write_text(TEXT.replace("Sat, Sep 12", "Sep 12, 2026").replace("Time: 1 PM - 4 PM", "Time: 4 PM\nEnd: 1 PM"))
    assert run(str(path)) == 0
    lines = shown(capsys)
    assert [line.split()[1] for line in lines if line.startswith("⚠")] == ["Start", "End"]
    assert " ".join(lines).count("is not after the start") == 1


@pytest.mark.usefixtures("columns")
def test_a_doubt_about_what_was_not_found_stands_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "alone.txt"
    path.write_text(TEXT.replace("Guests: 4", "").replace("Sep 12", "Sep 12, 2026"))
    assert run(str(path)) == 0
    *_, last, doubt, _, verdict = shown(capsys)
    assert "after the label" in last or "From the start" in last
    assert doubt == "⚠ I could not tell how many guests are coming. How many are there?"
    assert verdict == "? A person should look at this first."


def test_what_is_clear_ends_in_a_tick(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(BOOKINGS / "01-instant-booking-email.txt")) == 0
    lines = shown(capsys)
    assert not [line for line in lines if "⚠" in line]
    assert lines[-1] == "✓ This can become a charter: nothing is open beyond the usual look at it."


def test_a_refused_text_says_why_and_what_was_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert run(str(BOOKINGS / "36-reminder-only.txt")) == 0
    printed = capsys.readouterr().out
    assert "\x1b[2mSat, May 30, 2026, 1:00 PM\x1b[0m" in printed, "the value is not dim"
    assert "⚠" not in printed
    assert "✗" in printed.splitlines()[-1]
    assert "This is only a reminder of booking KWBZPGD." in printed.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "✗ Nothing was created. There was no text in it. Copy the booking and paste it again."),
        ("ice\nlemons 12\n", "✗ Nothing was created. This does not look like a booking."),
    ],
)
def test_where_nothing_was_read_one_sentence_stands_alone(
    text: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "little.txt"
    path.write_text(text)
    assert run(str(path)) == 0
    [line] = shown(capsys)
    assert line.startswith(sentence)


@pytest.mark.usefixtures("columns")
def test_several_bookings_are_shown_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(BOOKINGS / "24-two-bookings.txt")) == 0
    lines = shown(capsys)
    first, second = lines.index("Booking 1 of 2"), lines.index("Booking 2 of 2")
    assert "Fitzgerald Amankwah" in " ".join(lines[first:second])
    assert "Persephone Grant" in " ".join(lines[second:])
    assert lines[-4:] == [
        "",
        "⚠ This text holds 2 bookings. Please take them one at a time.",
        "",
        "? A person should look at this first.",
    ]


@pytest.mark.parametrize("sample", sorted(BOOKINGS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_fits_the_terminal(sample: Path, columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(sample)) == 0
    assert max(cell_len(line) for line in shown(capsys)) <= columns


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run("-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["booking_id"] == "rtkwzbn"


def test_bytes_that_are_no_utf8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(TEXT.encode("cp1252") + b"\x81\xff")
    assert run(str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out)["guest_name"] == "Renée"


def test_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("no-such-file.txt") == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Cannot read no-such-file.txt: No such file or directory.\n")
