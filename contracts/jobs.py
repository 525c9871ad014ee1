"""Messages of the jobs queue. A job is a hint to look, never an order: whoever handles it reads the record now."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from contracts.ids import BookingId

Reason = Literal["changed", "tap", "crew_answered", "mail_state", "photo_added", "due", "retry"]


class _Job(BaseModel):
    model_config = ConfigDict(frozen=True)


class Reconcile(_Job):
    """Look at one charter. ``MessageGroupId`` is the booking id."""

    kind: Literal["reconcile"] = "reconcile"
    booking_id: BookingId
    reason: Reason


class RosterChanged(_Job):
    """Fetch the roster anew. ``MessageGroupId`` is ``roster``."""

    kind: Literal["roster_changed"] = "roster_changed"


class Draft(_Job):
    """Read the files of a paste. ``MessageGroupId`` is the paste."""

    kind: Literal["draft"] = "draft"
    user: str
    draft_id: str


class KeepBlock(_Job):
    """Make the calendar agree with a boat's block. ``MessageGroupId`` is the block's id."""

    kind: Literal["block"] = "block"
    block_id: str


class DrawHome(_Job):
    """Draw one person's Home tab. ``MessageGroupId`` is ``home-{user_id}``."""

    kind: Literal["home"] = "home"
    user_id: Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]{1,20}$")]
    wanted_seconds: float
    """Real time, epoch seconds: what was gathered well after it need not be gathered again."""


AnyJob = Reconcile | RosterChanged | Draft | KeepBlock | DrawHome
JOB: TypeAdapter[AnyJob] = TypeAdapter(Annotated[AnyJob, Field(discriminator="kind")])


def group_of(job: AnyJob) -> str:
    """The ``MessageGroupId``: one charter is never worked on twice at once, different charters run in parallel."""
    if isinstance(job, Reconcile):
        return job.booking_id
    if isinstance(job, DrawHome):
        return f"home-{job.user_id}"
    if isinstance(job, KeepBlock):
        return job.block_id
    return job.draft_id if isinstance(job, Draft) else "roster"
