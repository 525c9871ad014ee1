"""Ctrl-C stops what runs, and a second one ends it, whatever hangs."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LONG_SECONDS = 120
STUCK = """
import threading
from cli import interrupts

interrupts.PATIENCE_SECONDS = {patience}
with interrupts.until_interrupted():
    try:
        print("Ctrl-C stops it.", flush=True)
        interrupts.wait()
    finally:
        threading.Thread(target=threading.Event().wait).start()
        print("stuck", flush=True)
        interrupts.wait()
"""
COMMAND = "import sys; from cli.main import main; sys.argv = {words}; main()"


@contextmanager
def running(script: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Until it has said that Ctrl-C stops it."""
    here = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    here["PYTHONPATH"] = str(Path(__file__).parent.parent)
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=here, cwd=folder) as process:
        try:
            wait_for("Ctrl-C stops it.", process)
            yield process
        finally:
            process.kill()


def wait_for(words: str, process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert any(words in line for line in process.stdout), f"it ended before it said {words!r}"


@pytest.mark.parametrize(
    "words", [["charter", "sandbox"], ["charter", "play", "--no-browser"]], ids=lambda words: words[1]
)
def test_one_interrupt_stops_it(words: list[str], tmp_path: Path) -> None:
    with running(COMMAND.format(words=words), tmp_path) as process:
        process.send_signal(signal.SIGINT)
        wait_for("Stopping ...", process)
        assert process.wait(LONG_SECONDS) == 0


def test_what_does_not_stop_is_left_behind(tmp_path: Path) -> None:
    with running(STUCK.format(patience=0.1), tmp_path) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(LONG_SECONDS) == 0


def test_a_second_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    with running(STUCK.format(patience=3600), tmp_path) as process:
        process.send_signal(signal.SIGINT)
        wait_for("stuck", process)
        process.send_signal(signal.SIGINT)
        assert process.wait(LONG_SECONDS) == 130
