"""A guest with the link, by the door they use: the words of the album's tests."""

import base64
import json
from dataclasses import dataclass
from typing import Any

import httpx

from services.album.bucket import Place
from tests.services import pictures
from tests.services.conftest import PHOTOS, Answered, LambdaContext, World

EVENT = "bk-kwbzpgd"


@dataclass
class Guest:
    world: World
    token: str | None
    booking_id: str = "KWBZPGD"

    def get(self) -> Answered:
        return self.world.scc("GET", f"/g/{self.booking_id}/photo", headers=self._headers())

    def post(self, body: Any) -> Answered:
        return self.world.scc("POST", f"/g/{self.booking_id}/photo", body, headers=self._headers())

    @property
    def album(self) -> Any:
        answer = self.get()
        assert answer.status == 200, answer.text
        return answer.json

    @property
    def photos(self) -> list[Any]:
        return [photo for photo in self.album["photos"] if photo["state"] == "shown"]

    def wish(self, **changes: Any) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "name": "Lucía",
            "type": "image/jpeg",
            "bytes": 1000,
            "consents": {"share": True, "publish": False},
            "language": "en",
            "words": changes.pop("words", None) or self._words(),
        }
        return {"upload": fields | changes}

    def ask(self, **changes: Any) -> Answered:
        return self.post(self.wish(**changes))

    def send(self, content: bytes | None = None, **changes: Any) -> str:
        """Uploads as a browser does, by the form that was granted. Returns the photo's id."""
        sent = pictures.jpeg() if content is None else content
        answer = self.ask(bytes=len(sent), **changes)
        assert answer.status == 201, answer.text
        granted = answer.json
        done = httpx.post(granted["url"], data=granted["fields"], files={"file": sent}, trust_env=False, verify=False)
        assert done.status_code in (200, 204), done.text
        return str(granted["photo_id"])

    def add(self, content: bytes | None = None, **changes: Any) -> str:
        """Uploads, and lets it be checked."""
        photo_id = self.send(content, **changes)
        check(self.world, photo_id)
        return photo_id

    def _words(self) -> str:
        return str(self.get().json.get("consents", {}).get("en", {}).get("version", ""))

    def _headers(self) -> dict[str, str]:
        return {} if self.token is None else {"x-guest-token": self.token}


def check(world: World, photo_id: str, event_id: str = EVENT) -> None:
    """Tells the function that an object was created, as EventBridge does."""
    world.handlers["photos"](created(Place(event_id, photo_id).original), LambdaContext())


def created(key: str) -> dict[str, Any]:
    """docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"""
    return {
        "version": "0",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "detail": {"bucket": {"name": PHOTOS}, "object": {"key": key, "size": 1}, "reason": "POST Object"},
    }


def policy_of(granted: Any) -> Any:
    return json.loads(base64.b64decode(granted["fields"]["policy"]))
