"""``GET /conditions``: reads the table once, and asks nobody else."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from contracts.conditions import Conditions
from contracts.times import Moment
from services.scc.conditions.answer import LONGEST_SPAN, answer, keys
from services.scc.conditions.boats import Waters, all_waters
from services.scc.conditions.lacks import Asked
from services.scc.conditions.table import ConditionsTable
from services.web.problems import Refused, from_validation
from services.web.requests import Request


class _Query(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    boat: str = Field(min_length=1, max_length=100)
    start_at: Moment = Field(alias="from")
    end_at: Moment = Field(alias="to")

    @field_validator("start_at", "end_at", mode="before")
    @classmethod
    def _written_out(cls, value: str) -> str:
        """A date and a time, never a number of seconds; a ``+`` that nobody quoted arrives as a space."""
        if len(value) < len("2026-05-30T13:00Z"):
            raise ValueError("not a moment like 2026-05-30T13:00:00-07:00")
        return value.replace(" ", "+")

    @model_validator(mode="after")
    def _in_order(self) -> "_Query":
        if not dt.timedelta(0) < self.end_at - self.start_at <= LONGEST_SPAN:
            raise ValueError(f"to: must lie after from, by at most {LONGEST_SPAN.days} days")
        return self


def conditions(request: Request, table: ConditionsTable, now: dt.datetime) -> Conditions:
    """Raises `Refused` for a query that says nothing, and for a boat that is not known."""
    try:
        query = _Query.model_validate(dict(request.query))
    except ValidationError as error:
        raise from_validation(error) from None
    waters = all_waters().get(query.boat)
    if waters is None:
        raise Refused("not_found", "No such boat")
    return stored(waters, query.start_at, query.end_at, table, now)


def stored(
    waters: Waters, start_at: dt.datetime, end_at: dt.datetime, table: ConditionsTable, now: dt.datetime
) -> Conditions:
    """What the table holds of a span of at most `LONGEST_SPAN`. Raises `LeftOver` where DynamoDB gave only a part."""
    asked = Asked(start_at, end_at, now, waters.zone)
    return answer(waters, asked, table.read(keys(waters, asked)))
