"""What the real servers are known to do; each can be switched on."""

from enum import StrEnum


class Fault(StrEnum):
    TIDE_ERROR_IN_200 = "tide_error_in_200"
    """CO-OPS: status 200 with an error in the body."""
    TIDE_ERROR_ONCE = "tide_error_once"
    """The same, but the next try succeeds."""
    MARINE_POINT = "marine_point"
    """NWS: 404 MarineForecastNotSupported for the hourly forecast; the raw grid answers."""
    UNEXPECTED = "unexpected"
    """NWS: 500 Unexpected Problem, to everything."""
    UNEXPECTED_ONCE = "unexpected_once"
    """The same, but the next try of the same address succeeds."""
    EXPIRED_GRID = "expired_grid"
    """NWS: 503 ForecastGridExpired for whatever comes from the grid."""
    NULLS = "nulls"
    """NWS: null wherever it may be."""
    NO_MARINE_TEXT = "no_marine_text"
    """NWS: the office has written no coastal waters forecast."""
    NO_GRID = "no_grid"
    """NWS: 404 InvalidPoint."""
    HTML = "html"
    """Both: a page of a proxy with status 200."""
    AWAY = "away"
    """Both: 502, to everything."""
