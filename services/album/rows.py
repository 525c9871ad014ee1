"""Rows of an album as values.

=======================  ========================  ==========
``pk``                   ``sk``                    ``kind``
=======================  ========================  ==========
``ALBUM#{event_id}``     ``ALBUM``                 ``album``
``ALBUM#{event_id}``     ``PHOTO#{photo_id}``      ``photo``
=======================  ========================  ==========

A photo is ``granted`` when somebody may upload it, then ``shown`` or ``refused``. ``gone`` is one that was taken down
while its objects are being deleted; after that there is no row.
"""

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from contracts.ids import BookingId
from contracts.photos import Unfit

GRANT_SECONDS = 10 * 60
"""So long an upload may begin."""
TAKES_A_PLACE_SECONDS = 2 * GRANT_SECONDS
"""What was granted this long ago and has not arrived holds no place any more."""
KEPT_SECONDS = 2 * 24 * 3600
"""Rows of what never arrived, or was refused."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Consent(_Row):
    """What a guest was asked, word for word, and what they said."""

    language: str
    version: str
    share_words: str
    publish_words: str
    share: bool
    publish: bool


class PhotoRow(_Row):
    event_id: str
    booking_id: BookingId
    photo_id: str
    state: Literal["granted", "shown", "refused", "gone"] = "granted"
    name: str | None = None
    consent: Consent
    granted_at: AwareDatetime
    granted_seconds: int
    """Real time, epoch seconds: a grant is a signature with an end."""
    number: int | None = None
    shown_at: AwareDatetime | None = None
    width: int | None = None
    height: int | None = None
    refused: Unfit | None = None
    hidden_by: str | None = None

    def holds_a_place(self, real_seconds: float) -> bool:
        if self.state == "granted":
            return real_seconds - self.granted_seconds < TAKES_A_PLACE_SECONDS
        return self.state == "shown"

    def to_item(self) -> dict[str, Any]:
        """Goes by itself if nothing arrives."""
        item = self.model_dump(mode="json", exclude_none=True)
        expires_at = self.granted_seconds + KEPT_SECONDS
        return {**photo_key(self.event_id, self.photo_id), "kind": "photo", **item, "expires_at": expires_at}


class AlbumRows(_Row):
    """An album with all that belongs to it."""

    granted: int = 0
    """How often an upload was granted; what guards the number of photos."""
    shown: int = 0
    """How many were ever shown: the last one's number."""
    photos: tuple[PhotoRow, ...] = ()

    def room(self, most: int, real_seconds: float) -> int:
        return max(0, most - sum(photo.holds_a_place(real_seconds) for photo in self.photos))

    def to_be_seen(self) -> tuple[PhotoRow, ...]:
        """Those that guests and operators may see, hidden ones too, by their number."""
        shown = [photo for photo in self.photos if photo.state == "shown" and photo.number is not None]
        return tuple(sorted(shown, key=lambda photo: photo.number or 0))


def album_key(event_id: str) -> dict[str, str]:
    return {"pk": f"ALBUM#{event_id}", "sk": "ALBUM"}


def photo_key(event_id: str, photo_id: str) -> dict[str, str]:
    return {"pk": f"ALBUM#{event_id}", "sk": f"PHOTO#{photo_id}"}
