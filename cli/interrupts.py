"""Ctrl-C, for what runs until then."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 2.0
"""How long stopping may take."""
INTERRUPTED = 130
_LOOK_SECONDS = 0.5


def wait() -> None:
    """Sleeps until Ctrl-C.

    A signal that arrives just before a thread falls asleep on a lock sets Python's flag and wakes nobody: one long
    wait would miss it. Each short one ends with a look at the flag.
    """
    while True:
        time.sleep(_LOOK_SECONDS)


@contextmanager
def until_interrupted() -> Iterator[None]:
    """A first Ctrl-C stops what runs in the block, by force after `PATIENCE_SECONDS`; a second one ends it at once."""
    give_up = threading.Timer(PATIENCE_SECONDS, os._exit, [0])
    give_up.daemon = True

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        os.write(1, b"\nStopping ...\n")
        give_up.start()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        give_up.cancel()
        signal.signal(signal.SIGINT, before)
