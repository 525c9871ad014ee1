"""The `charter` command, as a person runs it."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import parser

BOOKINGS = Path(__file__).parent / "bookings"
ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|[\s`]|bin/)charter ([a-z]+)([^\n`]*)", re.MULTILINE)


def charter(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from cli.main import main; main()", *arguments]
    here = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(command, capture_output=True, text=True, env=here, check=False)


def test_the_demo_plays_a_booking_whole() -> None:
    run = charter("demo", "--booking", str(BOOKINGS / "05-forwarded-gmail-signature.txt"), "--json")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["booking_id"] == "CZWDKMP"
    assert {name: step["state"] for name, step in told["steps"].items()} == {
        "calendar": "done",
        "scc_event": "done",
        "guest_page": "done",
        "crew_notice": "done",
    }
    assert sorted(person["via"] for person in told["crew"]) == ["link", "slack"]
    assert told["guest_page"]["status"] == 200
    moments = [reminder["at"] for reminder in told["reminders"]]
    assert len(moments) == 4
    assert moments == sorted(moments)
    assert told["mails"][0]["link"]


def test_the_demo_says_why_nothing_can_come_of_a_text() -> None:
    run = charter("demo", "--booking", str(BOOKINGS / "39-junk-newsletter.txt"))
    assert run.returncode == 2
    assert "Nothing was created" in run.stdout


def test_any_runner_can_run_a_function_of_the_sandbox(tmp_path: Path) -> None:
    from sandbox.world import Sandbox

    with Sandbox.start(automatic=False, folder=tmp_path) as sandbox:
        manifest = json.loads((tmp_path / "functions.json").read_text(encoding="utf-8"))
        worker = manifest["worker"]
        script = "import lambda_entry, json, sys; lambda_entry.worker(json.load(sys.stdin), None); print('ran')"
        run = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps({"tick": True}),
            capture_output=True,
            text=True,
            env={**worker["environment"], "PATH": ""},
            check=False,
        )
        assert run.stdout == "ran\n", run.stderr
        assert worker["handler"] == "lambda_entry.worker"
        assert sandbox.url in worker["environment"]["CALENDAR_API_URL"]


def test_a_missing_file_is_one_sentence() -> None:
    run = charter("demo", "--booking", "no/such/file")
    assert run.returncode == 1
    assert run.stderr.startswith("Cannot read no/such/file")


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """Every subcommand of `charter`."""
    [found] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found.choices)


def written(text: str) -> Iterator[tuple[str, list[str]]]:
    """What a page tells to type: subcommand and options, of commands in code."""
    for code in CODE.findall(text):
        for name, rest in COMMAND.findall(code):
            yield name, re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)


def test_the_reader_of_pages_finds_commands() -> None:
    page = "`charter demo --json`\n```\n.venv/bin/charter sandbox [--port N] --app-token T\n```\n`/charter new`"
    assert list(written(page)) == [("demo", ["--json"]), ("sandbox", ["--port", "--app-token"])]


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_command_a_page_names_exists(page: Path) -> None:
    known = subcommands()
    for name, options in written(page.read_text(encoding="utf-8")):
        assert name in known, f"charter {name}"
        unknown = set(options) - set(known[name]._option_string_actions)
        assert not unknown, f"charter {name} {unknown}"


def test_every_command_and_option_is_in_some_page() -> None:
    told = [each for page in PAGES for each in written(page.read_text(encoding="utf-8"))]
    everything = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, subparser in subcommands().items():
        assert name in {each for each, _ in told}, f"no page tells of charter {name}"
        for option in subparser._option_string_actions:
            if option.startswith("--") and option != "--help":
                assert option in everything, f"no page tells of charter {name} {option}"
