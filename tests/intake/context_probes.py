"""The texts for words that tell by what stands round a value whether it is the booking's."""

from __future__ import annotations

from tests.intake.vocabulary_entries import ID, Entry, Probe, card, samples


def _forms(entry: Entry) -> list[str]:
    """Texts that an entry fits which is a piece of a pattern."""
    plain = entry.word.replace(r"\w*", "").replace(r"\w+", "ed")
    return samples(plain)


def charter_word(entry: Entry) -> list[Probe]:
    about = card("date", "time")
    return [
        Probe(f"{about}\n\nThe {word} we had in mind Sep 12, 2026 at 2 PM", "start_local", "2026-09-12T14:00")
        for word in _forms(entry)
    ]


def other_event(entry: Entry) -> list[Probe]:
    about = card("date", "time")
    lines = [f"JADA {word} we had in mind Sep 12, 2026 at 2 PM" for word in _forms(entry)]
    return [Probe(f"{about}\n\n{line}", "start_local", None) for line in lines]


def at_the_dock(entry: Entry) -> list[Probe]:
    about = card("date", "time")
    lines = [f"Sep 12, 2026: {word} 1 PM, sail 2 PM, back 5 PM" for word in _forms(entry)]
    return [Probe(f"{about}\n\n{line}", "start_local", "2026-09-12T14:00") for line in lines]


def beside_boat(entry: Entry) -> list[Probe]:
    word = entry.word
    titles = (f"{word.title()} JADA", f"JADA {word.title()}", f"{word} JADA", f"JADA {word}", f"JADA Yacht {word}")
    lines = [f"{title}, {rest}" for title in titles for rest in ("7 guests", "Sep 12 2026 2-5pm, 7 guests")]
    return [Probe(f"{ID}\n{line}", "boat", "JADA") for line in (*titles, *lines)]


def aboard(entry: Entry) -> list[Probe]:
    text = "Your reservation is confirmed.\nConfirmation: 48291-77\nName: Odalys Bramwell\nSep 12, 2026, 2 PM - 5 PM"
    return [Probe(f"{text}\nMind the {word}.", "status", "confirmed") for word in _forms(entry)]


OPENED = {
    "cancelled": ("status", "cancelled"),
    "void_request": ("codes", {"not_confirmed"}),
    "changed": ("status", "changed"),
    "requested": ("status", "requested"),
    "asked": ("status", "requested"),
}


def opening(entry: Entry) -> list[Probe]:
    kind = entry.section.split(".")[1]
    frames = ("{}?",) if kind == "asked" else ("So {} it seems", "The trip {} now as it seems")
    lines = [frame.format(word) for word in _forms(entry) for frame in frames]
    return [Probe(f"{line}\n\n{card()}", *OPENED[kind]) for line in lines]


def notice(entry: Entry) -> list[Probe]:
    code = {"payment": "payment_notice_only", "reminder": "reminder_only"}[entry.section.split(".")[1]]
    return [Probe(f"{ID}\nMind the {word} as ever", "codes", {code}) for word in _forms(entry)]


def correcting(entry: Entry) -> list[Probe]:
    below = card(time="Start time: 2 PM\nEnd time: 5 PM")
    lines = [line for word in _forms(entry) for line in (f"they {word} 3 PM", f"they said 3 PM {word} it")]
    return [Probe(f"{line}\n\n{below}", "start_local", None) for line in lines]


def changing(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\nPhone ({entry.word}): (760) 555-0134", "guest_phone", None)]


def excluding(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\nPassengers ({entry.word} crew): 7", "party_size", 7)]


def nothing(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\n{label}: {entry.word}", field, None) for label, field in NOTHING]


def nothing_yet(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\nPickup location: {entry.word} us", "pickup_location", None)]


NOTHING = (("Notes", "notes"), ("Pickup location", "pickup_location"))


def place(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\n{entry.word.title()}", "guest_name", None)]
