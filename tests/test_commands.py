"""The `charter` command, as a person runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

BOOKINGS = Path(__file__).parent / "bookings"


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
