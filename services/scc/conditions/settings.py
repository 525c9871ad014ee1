"""The environment of the function that fetches tide and weather."""

from pydantic import BaseModel, ConfigDict, Field


class ConditionsSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str = Field(alias="SCC_TABLE", min_length=1)
    noaa_url: str = Field(alias="NOAA_API_URL", pattern=r"^https?://[^\s?#]+[^/]$")
    """Of CO-OPS: https://api.tidesandcurrents.noaa.gov."""
    nws_url: str = Field(alias="NWS_API_URL", pattern=r"^https?://[^\s?#]+[^/]$")
    """https://api.weather.gov."""
    user_agent: str = Field(alias="WEATHER_USER_AGENT", pattern=r"^[ -~]{5,200}$")
    """Who asks and how to reach them; NWS refuses callers without."""
