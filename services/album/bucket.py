"""The private bucket of photos.

=====================================  ===============================================================
``in/{event_id}/{photo_id}``           as a guest's phone sent it; seen by nobody, gone after the check
``out/{event_id}/{photo_id}.jpg``      checked and drawn anew
``out/{event_id}/{photo_id}-small.jpg``  its thumbnail
=====================================  ===============================================================
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from services.album.rows import GRANT_SECONDS

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

URL_SECONDS = 15 * 60
JPEG = "image/jpeg"
ARRIVING = "in/"
_UPLOADED = re.compile(r"in/(?P<event_id>[A-Za-z0-9_-]{1,64})/(?P<photo_id>[A-Za-z0-9_-]{1,64})")
_AT_ONCE = 1000  # docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html


class Place(NamedTuple):
    """Where the objects of one photo lie."""

    event_id: str
    photo_id: str

    @property
    def original(self) -> str:
        return f"in/{self.event_id}/{self.photo_id}"

    @property
    def full(self) -> str:
        return f"out/{self.event_id}/{self.photo_id}.jpg"

    @property
    def small(self) -> str:
        return f"out/{self.event_id}/{self.photo_id}-small.jpg"


def place_of(key: str) -> Place | None:
    """Of an uploaded object; None for any other key."""
    found = _UPLOADED.fullmatch(key)
    return Place(**found.groupdict()) if found else None


class AlbumBucket:
    def __init__(self, client: "S3Client", name: str) -> None:
        self._client = client
        self._name = name

    def grant(self, place: Place, content_type: str, size: int) -> tuple[str, dict[str, str]]:
        """Address and fields of a form that takes exactly this file: key, type and length stand in its policy.

        docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        """
        conditions: list[Any] = [
            {"key": place.original},
            {"Content-Type": content_type},
            ["content-length-range", size, size],
        ]
        form = self._client.generate_presigned_post(
            self._name, place.original, {"Content-Type": content_type}, conditions, GRANT_SECONDS
        )
        return form["url"], form["fields"]

    def address(self, key: str) -> str:
        """Opens one object for a while."""
        asked = {"Bucket": self._name, "Key": key}
        return self._client.generate_presigned_url("get_object", asked, ExpiresIn=URL_SECONDS)

    def original(self, place: Place, at_most: int) -> bytes | None:
        """What was uploaded, up to one byte more than may be; None if it is gone."""
        try:
            got = self._client.get_object(Bucket=self._name, Key=place.original, Range=f"bytes=0-{at_most}")
        except self._client.exceptions.NoSuchKey:
            return None
        except self._client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] == "InvalidRange":  # there is no first byte
                return b""
            raise
        with got["Body"] as body:
            return body.read()

    def put(self, key: str, content: bytes) -> None:
        self._client.put_object(
            Bucket=self._name, Key=key, Body=content, ContentType=JPEG, CacheControl="private, max-age=3600"
        )

    def drop_original(self, place: Place) -> None:
        self._delete([place.original])

    def drop(self, place: Place) -> None:
        self._delete([place.original, place.full, place.small])

    def drop_all(self, event_id: str) -> None:
        """Everything that anybody ever uploaded for this event."""
        pages = self._client.get_paginator("list_objects_v2")
        for folder in ("in", "out"):
            for page in pages.paginate(Bucket=self._name, Prefix=f"{folder}/{event_id}/"):
                self._delete([item["Key"] for item in page.get("Contents", ())])

    def _delete(self, keys: list[str]) -> None:
        for start in range(0, len(keys), _AT_ONCE):
            objects: Any = [{"Key": key} for key in keys[start : start + _AT_ONCE]]
            answer = self._client.delete_objects(Bucket=self._name, Delete={"Objects": objects, "Quiet": True})
            if failed := answer.get("Errors"):
                raise RuntimeError(f"{len(failed)} objects were not deleted: {failed[0].get('Code')}")
