"""What can go wrong with a weather server.

::

    SourceError
    ├── Passing            not reached, 429, 5xx: worth another try in a moment
    │   └── NoPredictions  CO-OPS says that it has none for the station; sometimes it has, seconds later
    ├── Refused            it will not, however often it is asked
    └── Unreadable         it answered something else than it documents
"""


class SourceError(Exception):
    """What was stored before stays."""

    def __init__(self, source: str, detail: str, problem: str = "") -> None:
        super().__init__(f"{source}: {detail[:300]}")
        self.problem = problem
        """The last part of the ``type`` of NWS's problem JSON: ``MarineForecastNotSupported``."""


class Passing(SourceError):
    pass


class NoPredictions(Passing):
    pass


class Refused(SourceError):
    pass


class Unreadable(SourceError):
    pass
