"""Mails that did not arrive, or were called spam: noted with the mail, and nothing more goes to that address."""

import datetime as dt

from contracts.scc import BounceBody
from services.crewing.rows import EventRows
from services.crewing.table import CrewingTable
from services.scc.events import ATTEMPTS, read
from services.web.problems import Refused


def bounced(table: CrewingTable, event_id: str, body: BounceBody, now: dt.datetime) -> EventRows:
    """The event afterwards. Raises `Refused` for a mail that is not the one sent last under this name."""
    for _ in range(ATTEMPTS):
        rows = read(table, event_id)
        held = rows.notice(body.crew_id, body.kind, body.asked_version)
        if held is not None and held.state == "claimed":
            raise Refused("in_flight", "The mail is just being sent: try again")
        if held is None or held.message_id != body.message_id:
            raise Refused("not_found", "No such mail")
        if not _stop_mailing(table, body):
            continue
        if held.state != "sent" or table.bounce_notice(held, body.why, now):
            return read(table, event_id)
    raise Refused("in_flight", "The mail or the person is being changed by others: try again")


def _stop_mailing(table: CrewingTable, body: BounceBody) -> bool:
    """False if somebody else changed the person meanwhile. An address that was changed since is not to blame."""
    member = table.member(body.crew_id)
    if member is None or member.email != body.address or member.mail_stopped is not None:
        return True
    return table.write_member(member.model_copy(update={"mail_stopped": body.why}), member)
