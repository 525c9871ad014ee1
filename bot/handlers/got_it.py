"""*Got it*, pressed under a message that said not to come."""

from typing import Any

from slack_bolt import Ack, App

from bot.domain.docket import GotIt
from bot.domain.errors import Rejected
from bot.handlers.office import Office
from bot.handlers.received import is_name
from bot.views import farewells
from bot.views.ids import CREW_GOT_IT


def register(app: App, office: Office) -> None:
    @app.action(CREW_GOT_IT)
    def got_it(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        pressed = farewells.parse(str(action.get("value") or ""))
        if pressed is None or not is_name(pressed.booking_id):
            raise Rejected("unknown_button", "I can't read this button any more. Please tell the office you got it.")
        _require_own(office, body["user"]["id"], pressed)
        tap = {**pressed._asdict(), "tapped_at": office.clock()}
        office.desk.tap(pressed.booking_id, GotIt.model_validate(tap))
        ack()


def _require_own(office: Office, user: str, pressed: farewells.Pressed) -> None:
    """Also somebody who has left the crew may say that they read it; nobody may for somebody else."""
    roster = office.desk.charters.roster()
    meant = roster.named(pressed.crew_id)
    if meant is None or meant.slack_user != user:
        office.desk.charters.note_denied(pressed.booking_id, user, "got it", now=office.clock())
        name = roster.first_name_of(pressed.crew_id)
        raise Rejected("not_yours", f"This button is for {name} alone, so nothing was noted. {name} has to tap it.")
