"""The keys of boats.toml that conditions read."""

import pytest
from pydantic import ValidationError

from bot.adapters.toml_fleet import load_fleet
from services.scc.conditions.boats import Waters, all_waters

GOOD = {"boat": "jada", "timezone": "America/Los_Angeles", "noaa_station": "9410170", "nws_zone": "PZZ740"}


def test_every_boat_of_the_fleet_has_its_waters() -> None:
    fleet, waters = load_fleet(), all_waters()
    assert {key: (boat.position, boat.timezone) for key, boat in fleet.items()} == {
        key: (each.position, each.timezone) for key, each in waters.items()
    }


@pytest.mark.parametrize(
    ("position", "point"),
    [
        ((32.7256, -117.2000), "32.7256,-117.2"),
        ((32.72561234, -117.19999999), "32.7256,-117.2"),
        ((32.0, -117.0), "32,-117"),
        ((-0.00001, 10.5), "0,10.5"),
    ],
)
def test_a_point_as_nws_writes_it(position: tuple[float, float], point: str) -> None:
    assert Waters.model_validate(GOOD | {"position": position}).point == point


@pytest.mark.parametrize(
    "wrong", [{"position": (91, 0)}, {"nws_zone": "740"}, {"noaa_station": "9410170&x=1"}, {"timezone": "Mars"}]
)
def test_a_boat_whose_waters_cannot_be_right_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Waters.model_validate(GOOD | {"position": (32.7, -117.2)} | wrong)
