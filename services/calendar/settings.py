"""The environment of the calendar function."""

from pydantic import BaseModel, ConfigDict, Field


class CalendarSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str = Field(alias="CALENDAR_TABLE", min_length=1)
