"""The charter's time, moved by hand. `runtime.clock` reads the offset this writes."""

import datetime as dt
import os
from pathlib import Path

from runtime.clock import real_now


class SandboxClock:
    """Runs on as real time does, from wherever it was last moved to."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._offset = dt.timedelta()
        self._moves: list[tuple[dt.datetime, dt.timedelta]] = []
        self.reset()

    def now(self) -> dt.datetime:
        return real_now() + self._offset

    @property
    def offset(self) -> dt.timedelta:
        """How far the charter's time is ahead of real time."""
        return self._offset

    def at(self, real: dt.datetime) -> dt.datetime:
        """What the charter's time was at a moment of real time."""
        return real + next((offset for since, offset in reversed(self._moves) if since <= real), self._moves[0][1])

    def move_to(self, moment: dt.datetime) -> None:
        """``moment`` must be aware."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self._set(moment - real_now())

    def advance(self, by: dt.timedelta) -> None:
        self._set(self._offset + by)

    def reset(self, offset: dt.timedelta = dt.timedelta()) -> None:
        """Back to real time, or to a distance from it that was noted."""
        self._set(offset)

    def _set(self, offset: dt.timedelta) -> None:
        self._offset = offset
        self._moves.append((real_now(), offset))
        fresh = self.file.with_suffix(".new")
        fresh.write_text(repr(offset.total_seconds()), encoding="ascii")
        os.replace(fresh, self.file)  # a reader sees the old offset or the new one, never half of it
