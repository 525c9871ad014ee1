"""Which mail is right for a person now. Decided when it is sent, from the rows as they stand."""

from contracts.scc import NoticeKind
from services.crewing.rows import EventRows


def due(rows: EventRows, crew_id: str) -> tuple[NoticeKind, int] | None:
    """The one mail that tells this person how they stand, with the version it belongs to."""
    event = rows.event
    if crew_id in event.asked:
        kind = "cancelled" if event.status == "cancelled" else event.invitation_of(crew_id)
        return kind, event.asked[crew_id]
    return ("off", event.off[crew_id]) if crew_id in event.off else None


def is_right(rows: EventRows, crew_id: str, kind: NoticeKind, asked_version: int) -> bool:
    """Whether this mail still says the truth."""
    if kind in ("call", "moved", "cancelled", "off"):
        return due(rows, crew_id) == (kind, asked_version)
    if rows.event.status == "cancelled" or rows.event.asked.get(crew_id) != asked_version:
        return False
    answer = rows.answer_of(crew_id)
    match kind:
        case "nag":
            return answer is None
        case "answer_noted":
            return answer is not None and answer.via == "operator"
        case "reminder_day_before" | "reminder_day_of":
            return answer is not None and answer.answer == "confirmed"
        case _:
            return True
