"""How Slack says no."""

from collections.abc import Iterable, Mapping


class Refusal(Exception):
    """Slack answers `ok: false`: `code` is its error, `details` the lines of `response_metadata.messages`.

    `more` stands beside the error, as `needed` and `provided` do beside `missing_scope`.
    """

    def __init__(self, code: str, details: Iterable[str] = (), more: Mapping[str, str] | None = None) -> None:
        self.code, self.details, self.more = code, list(details), dict(more or {})
        super().__init__(": ".join([code, *self.details]))
