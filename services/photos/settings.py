"""The environment of the function that checks photos."""

from pydantic import BaseModel, ConfigDict, Field


class PhotosSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str = Field(alias="SCC_TABLE", min_length=1)
    bucket: str = Field(alias="PHOTOS_BUCKET", min_length=1)
    jobs_queue_url: str = Field(alias="JOBS_QUEUE_URL", min_length=1)
