"""The `parse` command reads files and standard input and prints JSON or a table."""

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from cli import parse

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


def test_table(paste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(paste)) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "Sat, Sep 12, 2026 · 1:00–4:00 PM" in printed
    assert "The text has no year. I read 2026: is that right?" in printed
    assert "A person should look at this first." in printed


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
