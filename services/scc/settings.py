"""The environment of the SCC function."""

from pydantic import BaseModel, ConfigDict, Field


class SccSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str = Field(alias="SCC_TABLE", min_length=1)
    photos_bucket: str = Field(alias="PHOTOS_BUCKET", min_length=1)
    guest_site_url: str = Field(alias="GUEST_SITE_URL", pattern=r"^https?://")
    service_key_hash: str = Field(alias="SERVICE_KEY_HASH", pattern=r"^[0-9a-fA-F]{64}( *, *[0-9a-fA-F]{64})*$")
    """Hex SHA-256 of the service key; two with a comma between them while the key is being changed."""

    @property
    def service_key_hashes(self) -> tuple[str, ...]:
        return tuple(part.strip().lower() for part in self.service_key_hash.split(","))
