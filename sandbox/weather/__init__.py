"""A stand-in for NOAA's and NWS's servers, with their shapes, their moods, and weather for any day."""

from sandbox.weather.faults import Fault
from sandbox.weather.server import PATHS, WeatherServer

__all__ = ["PATHS", "Fault", "WeatherServer"]
