"""The roster: who can be asked, and how they are reached."""

from contracts.scc import CrewMember
from services.crewing.rows import MemberRow
from services.crewing.table import CrewingTable
from services.scc.events import ATTEMPTS
from services.web.problems import Refused


def put(table: CrewingTable, member: CrewMember) -> CrewMember:
    for _ in range(ATTEMPTS):
        held = table.member(member.crew_id)
        written = _written(held, member)
        if table.write_member(written, held):
            return written.to_member()
    raise Refused("in_flight", "This person is being changed by others: try again")


def _written(held: MemberRow | None, member: CrewMember) -> MemberRow:
    """A changed address or a deactivation ends earlier links and the feed; what is said of an address stays with it."""
    said = member.model_dump(exclude={"mail_stopped"})
    if held is None:
        return MemberRow(**said)
    ends_links = held.email != member.email or (held.active and not member.active)
    return MemberRow(
        **said,
        mail_stopped=held.mail_stopped if held.email == member.email else None,
        epoch=held.epoch + ends_links,
        feed_url=None if ends_links else held.feed_url,
    )
