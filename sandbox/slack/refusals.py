"""How Slack says no."""

from collections.abc import Iterable


class Refusal(Exception):
    """Slack answers `ok: false`: `code` is its error, `details` the lines of `response_metadata.messages`."""

    def __init__(self, code: str, details: Iterable[str] = ()) -> None:
        self.code, self.details = code, list(details)
        super().__init__(": ".join([code, *self.details]))
