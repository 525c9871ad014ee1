"""What guests and operators do with the photos of a charter."""

import datetime as dt
import secrets as random_source
from dataclasses import dataclass

from contracts.ids import BookingId, row_id_of
from contracts.photos import LARGEST_BYTES, MOST, TYPES, Album, Granted, Photo, ShownPhoto, UploadBody
from runtime.clock import Clock
from services.album.bucket import AlbumBucket, Place
from services.album.rows import AlbumRows, Consent, PhotoRow
from services.album.table import AlbumTable
from services.crewing.rows import EventRow
from services.crewing.table import CrewingTable
from services.scc.events import ATTEMPTS
from services.scc.photos.consents import consent_words
from services.scc.photos.grace import grace_of
from services.scc.photos.window import window_of
from services.web.keys import is_one_of
from services.web.problems import Refused

NOT_LET_IN = (
    "The photos open with the link that was sent to whoever booked the trip. Its last part, after the #, is missing "
    "here or no longer right."
)
_NOBODYS = random_source.token_urlsafe(16)
"""Compared with where there is no token, so that it takes as long."""


@dataclass(frozen=True)
class Albums:
    events: CrewingTable
    table: AlbumTable
    bucket: AlbumBucket
    clock: Clock
    real_clock: Clock

    def entered(self, booking_id: str, token: str) -> EventRow:
        """The event whose photos this token opens. Raises `Refused`, the same whatever is wrong."""
        rows = self.events.read_event(row_id_of(booking_id))
        opens = rows.event.guest_token if rows else None
        is_right = is_one_of(token, (opens or _NOBODYS,))
        if rows is None or opens is None or not is_right:
            raise Refused("unauthorized", NOT_LET_IN)
        return rows.event

    def album(self, event: EventRow) -> Album:
        rows = self.table.album(event.event_id)
        return Album(
            window=window_of(event, grace_of(event.body.boat), self.clock()),
            room=rows.room(MOST, self._real_seconds()),
            consents=consent_words(event.body.boat_name),
            photos=tuple(self._for_guests(photo) for photo in _listed(rows)),
        )

    def grant(self, event: EventRow, wish: UploadBody) -> Granted:
        """Raises `Refused` in words a guest can act on."""
        self._check_window(event)
        _check_file(wish)
        consent = _consent(event, wish)
        place = Place(event.event_id, random_source.token_hex(8))
        photo = PhotoRow(
            event_id=event.event_id,
            booking_id=_booking_id(event),
            photo_id=place.photo_id,
            name=wish.name or None,
            consent=consent,
            granted_at=self.clock(),
            granted_seconds=int(self._real_seconds()),
        )
        for _ in range(ATTEMPTS):
            rows = self.table.album(event.event_id)
            if rows.room(MOST, self._real_seconds()) == 0:
                raise Refused("too_many", f"There are {MOST} photos already, and no more fit.")
            if self.table.grant(photo, event.guest_token or "", rows):
                url, fields = self.bucket.grant(place, wish.type, wish.bytes)
                return Granted(photo_id=place.photo_id, url=url, fields=fields)
        raise Refused("in_flight", "Others are adding photos at this moment. Please try again.")

    def take_down(self, event_id: str, photo_id: str) -> None:
        """Nobody sees it from the first moment on; then its objects go, then its row. Does nothing twice."""
        photo = self.table.photo(event_id, photo_id)
        if photo is None:
            return
        self.table.take_down(photo)
        self.bucket.drop(Place(event_id, photo_id))
        self.table.forget(event_id, photo_id)

    def hide(self, event_id: str, photo_id: str, by: str | None) -> ShownPhoto:
        """``by`` None shows it again. Raises `Refused` if it is not there any more."""
        photo = self.table.photo(event_id, photo_id)
        if photo is None or not self.table.hide(photo, by):
            raise Refused("not_found", "No such photo")
        return _shown(photo.model_copy(update={"hidden_by": by}))

    def shown(self, event_id: str) -> tuple[ShownPhoto, ...]:
        return tuple(map(_shown, self.table.album(event_id).to_be_seen()))

    def erase(self, event_id: str) -> None:
        """Rows first: what is being checked at this moment then finds none, and drops what it made."""
        self.table.forget_all(event_id)
        self.bucket.drop_all(event_id)

    def _check_window(self, event: EventRow) -> None:
        window = window_of(event, grace_of(event.body.boat), self.clock())
        if window.state == "early":
            raise Refused("too_early", f"Photos can be added from {window.opens_at.isoformat()} on.")
        if window.state == "late":
            raise Refused("too_late", f"Photos could be added until {window.closes_at.isoformat()}.")
        if window.state == "cancelled":
            raise Refused("event_cancelled", "This trip is cancelled, so there are no photos to add.")

    def _for_guests(self, photo: PhotoRow) -> Photo:
        if photo.state != "shown":
            state = "refused" if photo.refused else "checking"
            return Photo(photo_id=photo.photo_id, state=state, name=photo.name, refused=photo.refused)
        place = Place(photo.event_id, photo.photo_id)
        return Photo(
            photo_id=photo.photo_id,
            state="shown",
            number=photo.number,
            name=photo.name,
            width=photo.width,
            height=photo.height,
            small_url=self.bucket.address(place.small),
            full_url=self.bucket.address(place.full),
        )

    def _real_seconds(self) -> float:
        return self.real_clock().timestamp()


def _listed(rows: AlbumRows) -> list[PhotoRow]:
    """What is under way first, then the photos by their number; none that an operator hid."""
    under_way = [photo for photo in rows.photos if photo.state in ("granted", "refused")]
    return [*under_way, *(photo for photo in rows.to_be_seen() if photo.hidden_by is None)]


def _check_file(wish: UploadBody) -> None:
    if wish.type.startswith("video/"):
        raise Refused("wrong_kind", "Videos cannot be taken here, only photos.")
    if wish.type not in TYPES:
        raise Refused("wrong_kind", "Only photos can be taken: JPEG, PNG or HEIC.")
    if wish.bytes > LARGEST_BYTES:
        raise Refused("too_large", f"A photo may be {LARGEST_BYTES // 1024 // 1024} MB at most.")


def _consent(event: EventRow, wish: UploadBody) -> Consent:
    words = consent_words(event.body.boat_name).get(wish.language)
    if words is None or words.version != wish.words:
        raise Refused("other_words", "What is agreed to is worded otherwise now. Please open the page again.")
    if not wish.consents.share:
        raise Refused("consent_needed", "A photo can be added only if it may be shared with your group.")
    return Consent(
        language=wish.language,
        version=words.version,
        share_words=words.share,
        publish_words=words.publish,
        share=wish.consents.share,
        publish=wish.consents.publish,
    )


def _booking_id(event: EventRow) -> BookingId:
    if event.booking_id is None:
        raise Refused("unauthorized", NOT_LET_IN)
    return event.booking_id


def _shown(photo: PhotoRow) -> ShownPhoto:
    return ShownPhoto(
        photo_id=photo.photo_id,
        number=photo.number or 0,
        name=photo.name,
        shown_at=photo.shown_at or dt.datetime.fromtimestamp(photo.granted_seconds, dt.UTC),
        may_publish=photo.consent.publish,
        hidden=photo.hidden_by is not None,
    )
