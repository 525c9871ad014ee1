"""Opening the modals that change a charter; a command and a button lead to the same one."""

from slack_sdk import WebClient

from bot.domain.errors import Rejected
from bot.handlers.office import Office
from bot.views import change_modals


def open_cancel(office: Office, booking_id: str, trigger_id: str, client: WebClient) -> None:
    charter = office.desk.charter(booking_id)
    if charter.status == "cancelled":
        raise Rejected("is_cancelled", f"{booking_id} is cancelled already. Nothing was changed.")
    view = change_modals.build_cancel(charter, office.desk.charters.roster())
    client.views_open(trigger_id=trigger_id, view=view)


def open_move(office: Office, booking_id: str, trigger_id: str, client: WebClient) -> None:
    charter = office.desk.charter(booking_id)
    if charter.status == "cancelled":
        raise Rejected("is_cancelled", f"{booking_id} is cancelled, so it cannot be moved.")
    boat = office.settings.fleet[charter.trip.boat]
    view = change_modals.build_move(charter, boat, office.desk.charters.roster(), office.clock())
    client.views_open(trigger_id=trigger_id, view=view)
