"""The crew list as operators change it: one wish a person, kept until ShipCaptainCrew has it. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.boat import BoatKey, Role
from bot.domain.charter import BookingId, CrewId, CrewMember, Roster, SlackUser
from bot.domain.forms import Form, Unsettled
from bot.domain.guards import Slot
from language import times
from language.phones import e164

LONGEST_NAME, LONGEST_ADDRESS, LOWEST_RANK = 100, 254, 99
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, 3.2.3
MAILBOX = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
SHORTEST_NUMBER = len("+1234567")
NO_ROLE = "Please tick captain, crew, or both."

Coming = Mapping[BookingId, Slot]
"""The charters a person is on that are not over yet, with when they are needed."""
Found = Literal["not_asked", "found", "nobody", "operator", "taken", "not_allowed"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Outcome(_Value):
    """What became of a wish, as the operator is told it."""

    kind: Literal["waiting", "saved", "refused"]
    system: str = ""
    why: str = ""
    reference: str = ""
    member: CrewMember | None = None
    """The person as ShipCaptainCrew has them now."""
    slack: Found = "not_asked"
    slack_owner: str = ""
    """Whose the Slack account is that was found and not taken."""
    still_on: tuple[str, ...] = ()
    new_links: tuple[BookingId, ...] = ()


class Saying(_Value):
    """Something told to the operator: claimed before it is posted, so that it is said once."""

    outcome: Outcome
    claimed_seconds: float
    """Real time, epoch seconds."""
    sent: bool = False


class RosterWish(_Value):
    """How an operator wants a person to be on the crew list."""

    wish_id: str
    """That of the form it came from: the same form sent twice is one wish."""
    member: CrewMember
    before: CrewMember | None
    """The person as ShipCaptainCrew last had them; None for somebody new."""
    by: SlackUser
    at: AwareDatetime
    find_slack: bool
    """Whether the Slack account is to be looked up by the address."""
    waiting: Saying | None = None
    done: Saying | None = None


class Book(NamedTuple):
    """The crew list and what is wished for it, read at once."""

    roster: Roster
    wishes: Mapping[CrewId, RosterWish]
    stored: str | None = None
    """The crew list's row as it was read, to write on the condition that it still stands."""

    def waiting(self, crew_id: str) -> RosterWish | None:
        """The wish for this person that ShipCaptainCrew has not taken yet."""
        wish = next((wish for wished, wish in self.wishes.items() if wished == crew_id), None)
        return wish if wish is not None and wish.done is None else None

    def people(self) -> tuple[CrewMember, ...]:
        """Everybody as they are wished to be: who is active first, then by name."""
        held = {member.crew_id: member for member in self.roster.members}
        wished = {crew_id: wish.member for crew_id, wish in self.wishes.items() if wish.done is None}
        return tuple(sorted((held | wished).values(), key=lambda member: (not member.active, member.name.casefold())))

    def person(self, crew_id: str) -> CrewMember | None:
        return next((member for member in self.people() if member.crew_id == crew_id), None)


def settle_member(form: Form, book: Book, crew_id: CrewId | None, boats: Collection[BoatKey]) -> CrewMember:
    """The person the form describes. Raises `Unsettled` with a sentence at each field that needs the operator."""
    name, email, phone = (times.plain(str(form.get(field) or "")) for field in ("name", "email", "phone"))
    roles = [role for role in form.get("roles") or () if role in ("captain", "crew")]
    rank, boat = str(form.get("rank") or "1"), form.get("home_boat")
    errors = {}
    if not 1 <= len(name) <= LONGEST_NAME:
        errors["name"] = f"Please give a name of up to {LONGEST_NAME} characters."
    if not roles:
        errors["roles"] = NO_ROLE
    if not (rank.isascii() and rank.isdigit() and 1 <= int(rank[:6]) <= LOWEST_RANK):
        errors["rank"] = f"Please give a whole number from 1 (asked first) to {LOWEST_RANK}."
    if email and not (MAILBOX.fullmatch(email) and len(email) <= LONGEST_ADDRESS):
        errors["email"] = "This does not look like a mail address, e.g. name@example.com."
    if not email and not form.get("slack_user"):
        errors["email"] = "How can this person be reached? Please give an address, or choose their Slack account."
    number = e164(phone) if phone else None
    if phone and (number is None or len(number) < SHORTEST_NUMBER):
        errors["phone"] = "This does not look like a phone number, e.g. (619) 555-0142, or +52 … from abroad."
    if errors:
        raise Unsettled(errors)
    member = CrewMember(
        crew_id=crew_id or mint_crew_id(name, {known.crew_id for known in book.people()}),
        name=name,
        roles=cast(tuple[Role, ...], tuple(roles)),
        rank=int(rank),
        active=form.get("active") != "no",
        email=email.lower() or None,
        slack_user=SlackUser(str(form["slack_user"])) if form.get("slack_user") else None,
        phone=number,
        home_boat=BoatKey(str(boat)) if boat in boats else None,
    )
    if taken := clash(member, book.people()):
        field, owner = taken
        what = "Slack account" if field == "slack_user" else "address"
        raise Unsettled({field: f"This {what} belongs to {owner.name}. Two people cannot share one."})
    return member


def clash(member: CrewMember, people: Iterable[CrewMember]) -> tuple[str, CrewMember] | None:
    """The field this person shares with another active one, and with whom."""
    if not member.active:
        return None
    for other in people:
        if not other.active or other.crew_id == member.crew_id:
            continue
        if member.slack_user and member.slack_user == other.slack_user:
            return "slack_user", other
        if member.email and other.email and member.email == other.email.lower():
            return "email", other
    return None


def with_another_address(before: Roster, now: Roster) -> tuple[CrewId, ...]:
    """Who can be mailed at another address than before, or at one at last."""
    had = {member.crew_id: member.email for member in before.members}
    return tuple(
        member.crew_id
        for member in now.members
        if member.active and member.can_be_mailed and member.email != had.get(member.crew_id)
    )


def with_another_account(before: Roster, now: Roster) -> tuple[CrewId, ...]:
    """Who can be reached in another Slack account than before, or in one at last."""
    had = {member.crew_id: member.slack_user for member in before.members}
    return tuple(
        member.crew_id
        for member in now.members
        if member.active and member.slack_user and member.slack_user != had.get(member.crew_id)
    )


def mint_crew_id(name: str, taken: Collection[str]) -> CrewId:
    """``ana``, or ``ana-2`` where that is somebody else: by the first name, for good."""
    letters = unicodedata.normalize("NFKD", times.first_name(name)).encode("ascii", "ignore").decode().lower()
    first = re.sub(r"[^a-z0-9]", "", letters)[:30] or "crew"
    numbered = (f"{first}-{number}" for number in range(2, len(taken) + 3))
    return CrewId(next(crew_id for crew_id in (first, *numbered) if crew_id not in taken))


def differences(before: CrewMember, after: CrewMember) -> tuple[str, ...]:
    """The names of the fields in which two states of a person differ, as far as they are for an operator to say."""
    wished = CrewMember.model_fields.keys() - {"mail_stopped"}
    return tuple(
        name for name in CrewMember.model_fields if name in wished and getattr(before, name) != getattr(after, name)
    )
