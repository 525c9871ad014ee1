"""From an uploaded object to a photo in the album. Told twice, or killed half-way, it comes to the same end."""

import logging
from dataclasses import dataclass

from contracts.photos import LARGEST_BYTES
from runtime.clock import Clock
from services.album.bucket import AlbumBucket, Place
from services.album.rows import PhotoRow
from services.album.table import AlbumTable
from services.photos.jobs_queue import SqsJobs
from services.photos.picture import NotFit, Pictures, pictures_of

log = logging.getLogger(__name__)

ATTEMPTS = 10


@dataclass(frozen=True)
class Checker:
    table: AlbumTable
    bucket: AlbumBucket
    jobs: SqsJobs
    clock: Clock

    def check(self, place: Place) -> None:
        """The original goes last, so that whoever looks again finds what there is to do."""
        photo = self.table.photo(place.event_id, place.photo_id)
        if photo is None or photo.state == "gone":
            self.bucket.drop(place)
            return
        if photo.state == "granted":
            content = self.bucket.original(place, at_most=LARGEST_BYTES)
            if content is None:
                return
            try:
                self._show(photo, place, pictures_of(content))
            except NotFit as found:
                log.info("photo refused", extra={"event_id": place.event_id, "why": found.why})
                self.table.refuse(photo, found.why)
        if self._is_shown(place):
            self.jobs.photo_added(photo)
        self.bucket.drop_original(place)

    def _show(self, photo: PhotoRow, place: Place, pictures: Pictures) -> None:
        self.bucket.put(place.full, pictures.full)
        self.bucket.put(place.small, pictures.small)
        for _ in range(ATTEMPTS):
            if self.table.show(photo, pictures.size, self.clock()):
                return
            held = self.table.photo(place.event_id, place.photo_id)
            if held is None or held.state == "gone":  # taken down, or erased, while it was being checked
                self.bucket.drop(place)
                return
            if held.state != "granted":
                return
        raise RuntimeError("others kept numbering their photos")

    def _is_shown(self, place: Place) -> bool:
        held = self.table.photo(place.event_id, place.photo_id)
        return held is not None and held.state == "shown"
