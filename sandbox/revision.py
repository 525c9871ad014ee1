"""A number that grows with every change anybody may want to see, and a way to wait for the next one."""

import threading


class Revision:
    def __init__(self) -> None:
        self._grown = threading.Condition()
        self._number = 1

    @property
    def number(self) -> int:
        return self._number

    def grow(self) -> None:
        with self._grown:
            self._number += 1
            self._grown.notify_all()

    def wait_beyond(self, seen: int, seconds: float) -> int:
        """The number as soon as it is not ``seen`` any more, or after ``seconds``."""
        with self._grown:
            self._grown.wait_for(lambda: self._number != seen, seconds)
            return self._number
