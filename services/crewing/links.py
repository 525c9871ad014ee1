"""Magic links: a signed statement of which person may answer which question, good for 48 hours.

Made and read by the charter's clock. PyJWT checks against the real one, so its own checks of time are off and every
claim is required and compared here (pyjwt.readthedocs.io/en/stable/api.html#jwt.decode).
"""

import datetime as dt
import json
import secrets as random_source
from collections.abc import Mapping
from urllib.parse import quote

import jwt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contracts.ids import CrewId, PathId, Version

ISSUER = "shipcaptaincrew"
AUDIENCE = "crew-confirm"
ALGORITHM = "HS256"
LIFETIME = dt.timedelta(hours=48)
_CLOCK_SKEW = dt.timedelta(seconds=60)
_MAX_LENGTH = 2048


class InvalidLink(Exception):
    """The token was not made here, or was changed on its way."""


class LinkClaims(BaseModel):
    """What a link says. ``epoch`` is the person's at minting: a changed address ends earlier links."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, strict=True)

    iss: str = ISSUER
    aud: str = AUDIENCE
    crew_id: CrewId = Field(alias="sub")
    event_id: PathId = Field(alias="event")
    asked_version: Version
    epoch: int
    jti: str
    iat: int
    nbf: int
    exp: int

    def has_expired(self, now: dt.datetime) -> bool:
        return now.timestamp() >= self.exp


_REQUIRED = [field.alias or name for name, field in LinkClaims.model_fields.items()]


class LinkKeys:
    """Signing keys by id. The first one signs; all of them verify."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = dict(keys)

    @classmethod
    def from_json(cls, text: str) -> "LinkKeys":
        return cls(json.loads(text))

    def mint(self, crew_id: str, event_id: str, asked_version: int, epoch: int, now: dt.datetime) -> str:
        issued = int(now.timestamp())
        claims = LinkClaims(
            crew_id=crew_id,
            event_id=event_id,
            asked_version=asked_version,
            epoch=epoch,
            jti=random_source.token_urlsafe(12),
            iat=issued,
            nbf=issued,
            exp=issued + int(LIFETIME.total_seconds()),
        )
        kid, key = next(iter(self._keys.items()))
        return jwt.encode(claims.model_dump(by_alias=True), key, algorithm=ALGORITHM, headers={"kid": kid})

    def verify(self, token: str, now: dt.datetime) -> LinkClaims:
        """The claims of a token signed here, expired or not. Raises `InvalidLink`."""
        if not token.isascii() or len(token) > _MAX_LENGTH:
            raise InvalidLink
        try:
            claims = LinkClaims.model_validate(self._decode(token))
        except (jwt.PyJWTError, ValidationError, ValueError, TypeError, RecursionError):
            raise InvalidLink from None
        if claims.nbf > (now + _CLOCK_SKEW).timestamp() or claims.iat > (now + _CLOCK_SKEW).timestamp():
            raise InvalidLink
        return claims

    def _decode(self, token: str) -> dict[str, object]:
        key = self._keys.get(str(jwt.get_unverified_header(token).get("kid")))
        if key is None:
            raise InvalidLink
        claims: dict[str, object] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": _REQUIRED, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
        return claims


def confirm_url(site: str, token: str) -> str:
    return f"{site.rstrip('/')}/crew/confirm?token={quote(token, safe='')}"
