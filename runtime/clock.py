"""The charter's time: what is due, windows, and when a link was made and ends.

Real time (signatures, queues, time-to-live) is never read from here. On AWS both agree. On one machine the sandbox
moves the charter's time by writing an offset in seconds to the file that ``CHARTER_CLOCK_FILE`` names.
"""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

Clock = Callable[[], dt.datetime]
"""Returns the present moment as an aware datetime in UTC."""


def charter_clock() -> Clock:
    """The clock this process was set up with: AWS's, or one the sandbox can move."""
    offset_file = os.environ.get("CHARTER_CLOCK_FILE")
    if offset_file is None:
        return real_now
    path = Path(offset_file)
    return lambda: real_now() + dt.timedelta(seconds=float(path.read_text(encoding="ascii")))


def real_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
