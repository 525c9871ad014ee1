"""Identifiers that more than one part of the system names."""

from typing import Annotated

from pydantic import Field, StringConstraints

BOOKING_ID_PATTERN = r"^[A-Z0-9-]{4,24}$"

BookingId = Annotated[str, StringConstraints(pattern=BOOKING_ID_PATTERN)]
"""Boatsetter's seven letters in upper case, another platform's with its prefix (``GMB-…``), or a minted ``JD-…``."""

CrewId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
"""A person of the roster, as the calendar and ShipCaptainCrew both name them."""

PathId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""An id that a service minted and that stands in a URL path."""

Version = Annotated[int, Field(ge=1, le=2_147_483_647)]
"""Of a charter: rises with every wish of an operator."""


def row_id_of(booking_id: BookingId) -> str:
    """The id of the calendar entry and of the crew event that belong to a booking: one booking, one row each."""
    return f"bk-{booking_id.lower()}"
