"""The `redact` command prints a text without personal data in the bytes it came in, and says what it did."""

import argparse
import datetime
import io
import re
import sys
from pathlib import Path

import pytest

from bot.pipeline.intake.redact import redact
from cli import redact as command


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    given = parser.parse_args(["redact", *arguments, "--today", "2026-05-01"])
    return int(given.run(given))


CARD = (
    "\ufeffBooking ID: rtkwzbn\r\nRenter:\u00a0Devin Okafor\r\nMail: devin@web.de\r\n"
    "Phone: (760) 867-5309\nDate: Sat, Sep 12\r\n"
)
READ_IT = "Read it once before you share it: notes and places are left as they are.\n"


def test_the_command_prints_the_text_and_nothing_else(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "paste.txt"
    path.write_bytes(CARD.encode())
    assert run(str(path)) == 0
    printed = capfdbinary.readouterr()
    assert printed.out.decode() == redact(CARD, today=datetime.date(2026, 5, 1)).text
    assert printed.err.decode() == "Replaced: 1 name, 1 phone, 1 mail address, 1 id. " + READ_IT


def test_the_command_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CARD.replace("Devin", "May").encode())))
    assert run("-") == 0
    printed = capfdbinary.readouterr()
    assert b"May" not in printed.out
    assert printed.out.count(b"\r\n") == 4


def test_bytes_that_are_no_utf8_come_through(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"Renter: Ren\xe9e\r\nNotes: caf\xe9 \x81\xff\r\n")
    assert run(str(path)) == 0
    printed = capfdbinary.readouterr().out
    assert re.fullmatch(rb"Renter: [A-Za-z\xc0-\xff]+\r\nNotes: caf\xe9 \x81\xff\r\n", printed)
    assert b"Ren\xe9e" not in printed


def test_the_command_says_what_it_could_not_do(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "paste.txt"
    path.write_text("Booking ID: rtkwzbn\n", encoding="utf-8")
    assert run(str(path)) == 0
    assert (
        capfdbinary.readouterr().err.decode()
        == f"Replaced: 1 id. {READ_IT}I found no guest's name in it. If there is one, name it with --name.\n"
    )
    path.write_text("Booking ID: rtkwzbn\nRenter: May Chen\nIn May.\n", encoding="utf-8")
    assert run(str(path)) == 0
    assert capfdbinary.readouterr().err.decode().endswith("Still in it, because it can mean something else: May.\n")


def test_a_missing_file_is_one_sentence(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("no-such-file.txt") == 1
    printed = capfdbinary.readouterr()
    assert (printed.out, printed.err) == (b"", b"Cannot read no-such-file.txt: No such file or directory.\n")
