"""Pressed buttons: the crew's answers, and what operators do from the status message."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.domain.charter import CrewId
from bot.domain.docket import Tap
from bot.domain.errors import Rejected
from bot.handlers.office import Office
from bot.handlers.received import value_of
from bot.views.crew_messages import called
from bot.views.ids import CREW_NO, CREW_YES, RETRY


def register(app: App, office: Office) -> None:
    @app.action(CREW_YES)
    def confirmed(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        booking_id, tap = _tap(office, body["user"]["id"], action, "confirmed")
        office.desk.tap(booking_id, tap)
        ack()

    @app.action(CREW_NO)
    def declined(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        booking_id, tap = _tap(office, body["user"]["id"], action, "declined")
        office.desk.tap(booking_id, tap)
        ack()

    @app.action(RETRY)
    def retry(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        booking_id = value_of(action)
        office.require_operator(body["user"]["id"], "retry", booking_id)
        office.desk.retry(booking_id)
        ack()


def _tap(office: Office, user: str, action: Mapping[str, Any], answer: str) -> tuple[str, Tap]:
    """Whose answer this is: the person of the roster with this Slack account, whatever the button says."""
    booking_id, asked_version = called(value_of(action))
    member = office.desk.charters.roster().by_slack(user)
    if member is None:
        raise Rejected("not_on_roster", "I can't find you on the crew list, so this was not counted. Tell the office.")
    tap = Tap.model_validate(
        {
            "crew_id": CrewId(member.crew_id),
            "answer": answer,
            "asked_version": asked_version,
            "tapped_at": office.clock(),
        }
    )
    return booking_id, tap
