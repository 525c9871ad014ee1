"""Asking once a run what tide, sun and forecast will be, where the guest page tells of them."""

import datetime as dt
import logging

from bot.domain.conditions import wanted_for
from bot.domain.errors import Fatal, Retryable
from bot.pipeline.run import Run
from bot.ports import ConditionsKeeper

log = logging.getLogger(__name__)

LOOK_AGAIN = dt.timedelta(minutes=30)


def look_outside(run: Run, keeper: ConditionsKeeper) -> None:
    """A failure fails nothing: the page does without, and the rest of the run goes on as if nobody had asked."""
    span = wanted_for(run.docket.charter, run.scene.now)
    if span is None:
        return
    try:
        found = keeper.conditions(run.docket.charter.trip.boat, span)
    except Retryable as error:
        run.try_again_at.append(run.scene.now + LOOK_AGAIN)
        _note(run, error.detail)
    except Fatal as error:
        _note(run, error.detail)
    else:
        run.scene = run.scene._replace(conditions=found)


def _note(run: Run, detail: str) -> None:
    log.warning("no conditions", extra={"booking_id": run.booking_id, "detail": detail})
