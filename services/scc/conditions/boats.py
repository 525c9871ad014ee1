"""Where each boat lies, and whom to ask about its waters: the few keys of ``boats.toml`` that conditions need.

The file is what bot and services share. Each reads its own keys of it and ignores the others, so neither depends on
the other's model of a boat.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from contracts.times import ZoneName

BOATS_FILE = Path(__file__).parents[3] / "boats.toml"

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Waters(BaseModel):
    """One boat's place."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    boat: str
    timezone: ZoneName
    position: tuple[Latitude, Longitude]
    """Degrees north and east."""
    noaa_station: str = Field(pattern=r"^[A-Za-z0-9]{1,20}$")
    """Of NOAA CO-OPS (tidesandcurrents.noaa.gov/stations.html)."""
    nws_zone: str = Field(pattern=r"^[A-Z]{2}Z\d{3}$")
    """A marine zone of NWS (weather.gov/gis/MarineZones)."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def point(self) -> str:
        """As NWS wants it: at most four decimals and no zero at the end, else it answers with a redirect."""
        return ",".join(f"{round(degrees, 4) or 0.0:.4f}".rstrip("0").rstrip(".") for degrees in self.position)


@cache
def all_waters(file: Path = BOATS_FILE) -> Mapping[str, Waters]:
    """By the boat's key. Raises ``pydantic.ValidationError`` naming the key that is wrong."""
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return {boat: Waters.model_validate({"boat": boat, **section}) for boat, section in document.items()}
