"""Messages of the jobs queue. A job is a hint to look, never an order: whoever handles it reads the record now."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from contracts.ids import BookingId

Reason = Literal["changed", "tap", "crew_answered", "mail_state", "due", "retry"]


class Reconcile(BaseModel):
    """Look at one charter. ``MessageGroupId`` is the booking id."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["reconcile"] = "reconcile"
    booking_id: BookingId
    reason: Reason


class RosterChanged(BaseModel):
    """Fetch the roster anew. ``MessageGroupId`` is ``roster``."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["roster_changed"] = "roster_changed"


Job = Annotated[Reconcile | RosterChanged, Field(discriminator="kind")]
JOB: TypeAdapter[Reconcile | RosterChanged] = TypeAdapter(Job)


def group_of(job: Reconcile | RosterChanged) -> str:
    """The ``MessageGroupId``: one charter is never worked on twice at once, different charters run in parallel."""
    return job.booking_id if isinstance(job, Reconcile) else "roster"
