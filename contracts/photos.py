"""The photos of a charter, for its guests: ``/g/{booking_id}/photo`` of the ShipCaptainCrew API.

Whoever has the guest's link sends the token of its fragment in ``X-Guest-Token``; without it, with a wrong one, and for
a booking that does not exist the answer is the same 401.

==================================  ==========================================================================
``GET``                             200 `Album`
``POST {"upload": …}``              201 `Granted`: one file may be sent, as a presigned POST; 409 ``too_early``,
                                    ``too_late``, ``too_many``, ``event_cancelled``, ``other_words``,
                                    415 ``wrong_kind``, 413 ``too_large``, 422 ``consent_needed``
``POST {"take_down": photo_id}``    200 `Album` without it, also where it is gone already
==================================  ==========================================================================

Operators, with ``X-Service-Key``: ``POST /events/{event_id}/photos/{photo_id}/hide`` (`HideBody`) and ``…/show``,
200 `ShownPhoto`, 404 if it was taken down.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from contracts.ids import PathId
from contracts.times import Moment

TYPES = ("image/jpeg", "image/png", "image/heic", "image/heif")
"""What may be uploaded."""
LARGEST_BYTES = 25 * 1024 * 1024
MOST = 60
"""Photos of one charter."""

WindowState = Literal["early", "open", "late", "cancelled"]
PhotoState = Literal["checking", "shown", "refused"]
Unfit = Literal["not_a_photo", "broken", "too_many_pixels"]
"""Why a file that was uploaded is no photo for the album."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Window(_Frozen):
    """When photos are taken: from an hour before the start until some days after the end."""

    opens_at: Moment
    closes_at: Moment
    state: WindowState


class ConsentWords(_Frozen):
    """What a guest agrees to, word for word; the second is theirs to leave out."""

    version: str
    share: str
    publish: str


class Photo(_Frozen):
    photo_id: PathId
    state: PhotoState
    number: int | None = None
    """In the order in which they were shown first, so that people can name one."""
    name: str | None = None
    """From whom, as they wrote it."""
    refused: Unfit | None = None
    width: int | None = None
    height: int | None = None
    small_url: str | None = None
    """Works for a quarter of an hour, like the other."""
    full_url: str | None = None


class Album(_Frozen):
    window: Window
    types: tuple[str, ...] = TYPES
    largest_bytes: int = LARGEST_BYTES
    most: int = MOST
    room: int
    """How many more may be uploaded now."""
    consents: dict[str, ConsentWords]
    """By language."""
    photos: tuple[Photo, ...]


class Consents(_Frozen):
    share: bool
    publish: bool


class UploadBody(_Frozen):
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    type: str = Field(max_length=100)
    bytes: int = Field(ge=1)
    consents: Consents
    language: str = Field(pattern=r"^[a-z]{2}$")
    words: str = Field(max_length=40)
    """The version of the words the guest was shown."""


class PhotoBody(_Frozen):
    """One of the two."""

    upload: UploadBody | None = None
    take_down: PathId | None = None

    @model_validator(mode="after")
    def _one_wish(self) -> "PhotoBody":
        if (self.upload is None) == (self.take_down is None):
            raise ValueError("give either upload or take_down")
        return self


class Granted(_Frozen):
    """A form (multipart) that takes this one file, before the fields expire."""

    photo_id: PathId
    url: str
    fields: dict[str, str]


class HideBody(_Frozen):
    by: str = Field(min_length=1, max_length=100)
    """The operator."""


class ShownPhoto(_Frozen):
    """A photo as the operators' side knows it."""

    photo_id: PathId
    number: int
    name: str | None = None
    shown_at: Moment
    may_publish: bool
    hidden: bool = False
    """By an operator; the guests do not see it."""
