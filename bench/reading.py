"""Prints how much CPU the reader of pasted bookings takes; asserts nothing. `make bench`."""

from __future__ import annotations

import datetime
import statistics
import time
from pathlib import Path

from bench.stress import LENGTH, forget, stress
from bot.pipeline.intake import read

TESTS = Path(__file__).parents[1] / "tests"
TODAY = datetime.date(2026, 5, 1)
RUNS = 5


def main() -> None:
    for text in stress(2_000).values():
        read(text, today=TODAY)
    pastes()
    long_texts()


def pastes() -> None:
    """CPU time of each sample text, read as the operator's paste is."""
    times: list[tuple[float, str]] = []
    for path in sorted(TESTS.glob("bookings/*.txt")) + sorted(TESTS.glob("samples/**/*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            times.append((milliseconds(file.read()), f"{path.parent.name}/{path.stem}"))
    times.sort()
    slowest, name = times[-1]
    median, rare = statistics.median(ms for ms, _ in times), times[len(times) * 95 // 100][0]
    print(
        f"median {median:.1f} ms, 95th percentile {rare:.1f} ms, slowest {slowest:.1f} ms ({name}), {len(times)} pastes"
    )


def long_texts() -> None:
    """CPU time of texts made to be slow, at half of the length that is read and at all of it."""
    half, whole = stress(LENGTH // 2), stress()
    costs = sorted((milliseconds(whole[name], 3), milliseconds(half[name], 3), name) for name in whole)[::-1]
    print(f"\n{LENGTH} characters made to be slow, and their cost over that of half as many:")
    for ms, less, name in costs[:12]:
        print(f"  {name:22} {ms:6.1f} ms   x {ms / less:.1f}")
    print(f"  the other {len(costs) - 12} at most {costs[12][0]:.1f} ms")


def milliseconds(text: str, runs: int = RUNS) -> float:
    """The median of several readings of the text, each as if it had not been read before."""
    return statistics.median(_once(text) for _ in range(runs))


def _once(text: str) -> float:
    forget()
    begun = time.process_time()
    read(text, today=TODAY)
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()
