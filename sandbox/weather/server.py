"""/noaa/… stands for api.tidesandcurrents.noaa.gov, /nws/… for api.weather.gov."""

import datetime as dt
import json
import re
import threading
from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Request, Response

from sandbox.weather import nws_shapes as shapes
from sandbox.weather import tides
from sandbox.weather.faults import Fault

PATHS = ("/noaa/", "/nws/")
STATIONS = frozenset({"9410170"})
_POINT = re.compile(r"/points/(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")
_GRID = f"/gridpoints/{shapes.OFFICE}/{shapes.GRID_X},{shapes.GRID_Y}"
_PRODUCT = "/products/"
_PROXY_PAGE = "<html><body><h1>Gateway</h1></body></html>"


class WeatherServer:
    """`faults` may be changed at any time; `asked` lists the paths, oldest first."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: set[str] = set()
        self.faults: set[Fault] = set()
        self.asked: list[str] = []

    def reset(self) -> None:
        self.faults.clear()
        self.asked.clear()
        self._failed.clear()

    def answer(self, request: Request, path: str) -> Response:
        self.asked.append(path)
        if Fault.AWAY in self.faults:
            return Response(_PROXY_PAGE, status=502, content_type="text/html")
        if Fault.HTML in self.faults:
            return Response(_PROXY_PAGE, content_type="text/html")
        if path.startswith("/noaa/"):
            return self._noaa(request, path.removeprefix("/noaa"))
        return self._nws(request, path.removeprefix("/nws"))

    def _noaa(self, request: Request, path: str) -> Response:
        asked = request.args
        if path != "/api/prod/datagetter":
            return Response("", status=404)
        if asked.get("time_zone") != "gmt" or asked.get("interval") != "hilo" or asked.get("units") != "english":
            return _json({"error": {"message": "Wrong Time Zone: this stand-in knows gmt, hilo and english"}}, 400)
        is_once = Fault.TIDE_ERROR_ONCE in self.faults and self._first_time(request.query_string.decode())
        if Fault.TIDE_ERROR_IN_200 in self.faults or is_once or asked.get("station") not in STATIONS:
            told = "No Predictions data was found. Please make sure the Datum input is valid."
            return _json({"error": {"message": told}})
        first, last = (dt.datetime.strptime(asked[name], "%Y%m%d").date() for name in ("begin_date", "end_date"))  # noqa: DTZ007
        if last - first > dt.timedelta(days=366):
            return _json({"error": {"message": "Range Limit Exceeded: The size limit is 1 year"}}, 400)
        return _json({"predictions": [_prediction(turn) for turn in tides.turns(first, last)]})

    def _nws(self, request: Request, path: str) -> Response:
        base = f"{request.host_url.rstrip('/')}/nws"

        def problem(status: int, kind: str, title: str, detail: str = "") -> Response:
            return _json(shapes.problem(base, status, kind, title, detail), status, "application/problem+json")

        agent = request.headers.get("User-Agent", "")
        if not agent or agent.startswith("python-"):
            return Response("<H1>Access Denied</H1>", status=403, content_type="text/html")
        is_once = Fault.UNEXPECTED_ONCE in self.faults and self._first_time(path)
        if Fault.UNEXPECTED in self.faults or is_once:
            return problem(500, "UnexpectedProblem", "Unexpected Problem", "An unexpected problem has occurred.")
        if Fault.EXPIRED_GRID in self.faults and path.startswith("/gridpoints/"):
            return problem(503, "ForecastGridExpired", "Forecast Grid Expired")
        if found := _POINT.fullmatch(path):
            return self._point(base, path, found, problem)
        if Fault.MARINE_POINT in self.faults and path.startswith(f"{_GRID}/forecast"):
            detail = "Forecasts for marine areas are not yet supported by this API."
            return problem(404, "MarineForecastNotSupported", "Marine Forecast Not Supported", detail)
        body = self._body(base, request, path)
        return problem(404, "NotFound", "Not Found") if body is None else _json(body, 200, "application/geo+json")

    def _body(self, base: str, request: Request, path: str) -> Any:
        now, nulls = self._clock(), Fault.NULLS in self.faults
        if path == f"{_GRID}/forecast/hourly":
            return shapes.hourly(now, nulls=nulls)
        if path == _GRID:
            return shapes.raw_grid(now, nulls=nulls)
        if path == f"/products/types/CWF/locations/{shapes.OFFICE}":
            return {"@graph": []} if Fault.NO_MARINE_TEXT in self.faults else shapes.products(base, now)
        if path.startswith(_PRODUCT):
            return shapes.product(base, now, path.removeprefix(_PRODUCT))
        if path == "/alerts/active":
            return shapes.alerts(base, now, marine="zone" in request.args, nulls=nulls)
        return None

    def _point(self, base: str, path: str, found: re.Match[str], problem: Callable[..., Response]) -> Response:
        if Fault.NO_GRID in self.faults:
            return problem(404, "InvalidPoint", "Data Unavailable For Requested Point")
        plain = ",".join(f"{float(each):.4f}".rstrip("0").rstrip(".") for each in found.groups())
        if path != f"/points/{plain}":
            return Response("", status=301, headers={"Location": f"/nws/points/{plain}"})
        marine = Fault.MARINE_POINT in self.faults
        return _json(shapes.point(base, *found.groups(), marine=marine), 200, "application/geo+json")

    def _first_time(self, address: str) -> bool:
        with self._lock:
            is_first = address not in self._failed
            self._failed.add(address)
            return is_first


def _prediction(turn: tides.Turn) -> dict[str, str]:
    return {"t": f"{turn.at:%Y-%m-%d %H:%M}", "v": f"{turn.feet:.3f}", "type": "H" if turn.is_high else "L"}


def _json(body: Any, status: int = 200, content_type: str = "application/json") -> Response:
    return Response(json.dumps(body), status=status, content_type=content_type)
