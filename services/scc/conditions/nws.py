"""The National Weather Service's answers, read (api.weather.gov; weather.gov/documentation/services-web-api).

Every function takes a body and returns values, or raises `Unreadable`. Almost any number may be null, a speed may be
text, and the names of what is absent are left out.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from contracts.conditions import Alert, ForecastHour
from services.scc.conditions import units
from services.scc.conditions.errors import Unreadable

MARINE_NOT_SUPPORTED = "MarineForecastNotSupported"
"""What NWS calls its refusal of an hourly forecast for a point on the water."""
INVALID_POINT = "InvalidPoint"
"""What it calls a point outside of what it forecasts."""
MOST_ALERTS = 20
LONGEST_LINE = 300
_HOUR = dt.timedelta(hours=1)

Model = TypeVar("Model", bound=BaseModel)


class Grid(BaseModel):
    """The square of NWS's grid in which a point lies."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    office: str = Field(alias="gridId", pattern=r"^[A-Z]{3}$")
    x: int = Field(alias="gridX")
    y: int = Field(alias="gridY")

    @property
    def path(self) -> str:
        return f"/gridpoints/{self.office}/{self.x},{self.y}"


class Hours(BaseModel):
    """A forecast as it was issued."""

    hours: tuple[ForecastHour, ...]
    issued_at: AwareDatetime


class Product(BaseModel):
    text: str = Field(alias="productText")
    issued_at: AwareDatetime = Field(alias="issuanceTime")


class _Listed(BaseModel):
    id: str = Field(pattern=r"^[A-Za-z0-9-]{1,80}$")
    issued_at: AwareDatetime = Field(alias="issuanceTime")


class _Products(BaseModel):
    graph: tuple[_Listed, ...] = Field(alias="@graph")


class _Quantity(BaseModel):
    unit: str = Field(default="", alias="unitCode")
    value: float | None = None
    low: float | None = Field(default=None, alias="minValue")
    high: float | None = Field(default=None, alias="maxValue")


class _Period(BaseModel):
    start_at: AwareDatetime = Field(alias="startTime")
    temperature: float | None = None
    temperature_unit: str = Field(default="F", alias="temperatureUnit")
    rain: _Quantity | None = Field(default=None, alias="probabilityOfPrecipitation")
    wind: str | _Quantity | None = Field(default=None, alias="windSpeed")
    wind_from: str | None = Field(default=None, alias="windDirection")
    words: str | None = Field(default=None, alias="shortForecast")


class _Forecast(BaseModel):
    issued_at: AwareDatetime = Field(alias="updateTime")
    periods: tuple[_Period, ...] = Field(min_length=1)


class _Span(BaseModel):
    valid: str = Field(alias="validTime")
    value: Any = None


class _Layer(BaseModel):
    unit: str = Field(default="", alias="uom")
    values: tuple[_Span, ...] = ()


class _RawGrid(BaseModel):
    issued_at: AwareDatetime = Field(alias="updateTime")
    wind: _Layer = Field(default=_Layer(), alias="windSpeed")
    direction: _Layer = Field(default=_Layer(), alias="windDirection")
    gust: _Layer = Field(default=_Layer(), alias="windGust")
    temperature: _Layer = _Layer()
    rain: _Layer = Field(default=_Layer(), alias="probabilityOfPrecipitation")
    waves: _Layer = Field(default=_Layer(), alias="waveHeight")


class _AlertProperties(BaseModel):
    id: str
    event: str
    status: str = "Actual"
    kind: str = Field(default="Alert", alias="messageType")
    severity: str | None = None
    headline: str | None = None
    onset: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    sent: AwareDatetime


class _Feature(BaseModel):
    properties: _AlertProperties


class _Alerts(BaseModel):
    features: tuple[_Feature, ...]


def grid(content: bytes) -> Grid | None:
    """None where NWS has no grid, as far out at sea."""
    properties = _read(content, _Properties).properties
    return None if properties.get("gridId") is None else _checked(Grid, properties)


class _Properties(BaseModel):
    properties: dict[str, Any]


def hourly(content: bytes) -> Hours:
    forecast = _checked(_Forecast, _read(content, _Properties).properties)
    with_units = _guarded(lambda: tuple(map(_to_hour, forecast.periods)))
    return Hours(hours=with_units, issued_at=forecast.issued_at)


def raw_grid(content: bytes) -> Hours:
    """What the grid itself holds; it says nothing in words."""
    held = _checked(_RawGrid, _read(content, _Properties).properties)
    return Hours(hours=_guarded(lambda: tuple(_grid_hours(held))), issued_at=held.issued_at)


def with_grid(hours: Iterable[ForecastHour], from_grid: Iterable[ForecastHour]) -> tuple[ForecastHour, ...]:
    """The hourly forecast with gusts and waves, which only the grid has."""
    at = {each.start_at: each for each in from_grid}
    return tuple(
        hour.model_copy(update={"gust_knots": more.gust_knots, "wave_height_feet": more.wave_height_feet})
        if (more := at.get(hour.start_at))
        else hour
        for hour in hours
    )


def newest_product(content: bytes) -> str | None:
    """The id of the latest issue; None where an office writes none."""
    listed = _read(content, _Products).graph
    return max(listed, key=lambda each: each.issued_at).id if listed else None


def product(content: bytes) -> Product:
    return _read(content, Product)


def alerts(content: bytes) -> dict[str, Alert]:
    """Those in earnest, by NWS's id: no tests, no exercises, nothing that takes an earlier one back."""
    found = (feature.properties for feature in _read(content, _Alerts).features)
    meant = [each for each in found if each.status == "Actual" and each.kind != "Cancel"]
    return {each.id: _to_alert(each) for each in meant[:MOST_ALERTS]}


def _to_alert(told: _AlertProperties) -> Alert:
    return Alert(
        event=told.event[:LONGEST_LINE],
        severity=told.severity,
        headline=told.headline[:LONGEST_LINE] if told.headline else None,
        onset=told.onset,
        ends=told.ends,
        issued_at=told.sent,
    )


def _to_hour(period: _Period) -> ForecastHour:
    low, high = _wind(period.wind)
    return ForecastHour(
        start_at=period.start_at.astimezone(dt.UTC),
        wind_low_knots=low,
        wind_high_knots=high,
        wind_from=period.wind_from or None,
        temperature_f=units.fahrenheit(period.temperature, period.temperature_unit),
        words=period.words[:LONGEST_LINE] if period.words else None,
        rain_chance_percent=_rounded(period.rain.value) if period.rain else None,
    )


def _wind(told: str | _Quantity | None) -> tuple[int | None, int | None]:
    if isinstance(told, str):
        return units.spoken_knots(told) or (None, None)
    if told is None or not told.unit:
        return None, None
    ends = (told.low, told.high) if told.value is None else (told.value, told.value)
    low, high = (_rounded(units.knots(each, told.unit)) for each in ends)
    return low, high


def _grid_hours(held: _RawGrid) -> Iterable[ForecastHour]:
    wind, direction, gust = _by_hour(held.wind), _by_hour(held.direction), _by_hour(held.gust)
    temperature, rain, waves = _by_hour(held.temperature), _by_hour(held.rain), _by_hour(held.waves)
    for at in sorted({*wind, *temperature, *gust, *waves}):
        knots = _rounded(units.knots(wind.get(at), held.wind.unit))
        feet = units.feet(waves.get(at), held.waves.unit)
        yield ForecastHour(
            start_at=at,
            wind_low_knots=knots,
            wind_high_knots=knots,
            wind_from=units.compass(direction.get(at)),
            gust_knots=_rounded(units.knots(gust.get(at), held.gust.unit)),
            temperature_f=units.fahrenheit(temperature.get(at), held.temperature.unit),
            rain_chance_percent=_rounded(rain.get(at)),
            wave_height_feet=None if feet is None else round(feet, 1),
        )


def _by_hour(layer: _Layer) -> Mapping[dt.datetime, float]:
    found: dict[dt.datetime, float] = {}
    for span in layer.values:
        if span.value is not None:
            first, hours = units.hours_of(span.valid)
            found |= {first + hour * _HOUR: float(span.value) for hour in range(min(hours, 24 * 14))}
    return found


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def _read(content: bytes, model: type[Model]) -> Model:
    return _guarded(lambda: model.model_validate_json(content))


def _checked(model: type[Model], properties: Mapping[str, Any]) -> Model:
    return _guarded(lambda: model.model_validate(properties))


Value = TypeVar("Value")


def _guarded(read: Callable[[], Value]) -> Value:
    """Whatever is not as documented is one kind of error, whoever notices it."""
    try:
        return read()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise Unreadable("NWS", "; ".join(f"{fault['loc']}: {fault['msg']}" for fault in faults[:3])) from error
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise Unreadable("NWS", repr(error)) from error
