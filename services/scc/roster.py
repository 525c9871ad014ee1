"""The roster: who can be asked, and how they are reached."""

from contracts.scc import CrewMember
from services.crewing.rows import MemberRow
from services.crewing.table import CrewingTable
from services.scc.events import ATTEMPTS
from services.web.problems import Refused


def put(table: CrewingTable, member: CrewMember) -> CrewMember:
    for _ in range(ATTEMPTS):
        held = table.member(member.crew_id)
        if table.write_member(_written(held, member), held):
            return member
    raise Refused("in_flight", "This person is being changed by others: try again")


def _written(held: MemberRow | None, member: CrewMember) -> MemberRow:
    """A changed address or a deactivation ends the links that went out before."""
    if held is None:
        return MemberRow(**member.model_dump())
    ends_links = held.email != member.email or (held.active and not member.active)
    return MemberRow(**member.model_dump(), epoch=held.epoch + ends_links)
