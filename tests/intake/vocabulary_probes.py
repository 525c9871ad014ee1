"""For each section of the reader's data file: the texts in which one of its entries makes the difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.pipeline.intake.vocabulary import key, vocabulary
from tests.intake import context_probes
from tests.intake.vocabulary_entries import FILLED, ID, Entry, Probe, card, samples

# --- what shows an entry -----------------------------------------------------------------------------------------

# Meaning of a label -> lines of the card left out, value, field, what is read.
LABELLED: dict[str, tuple[tuple[str, ...], str, str, Any]] = {
    "id": (("id",), "48291-77", "booking_id", "48291-77"),
    "boat": ((), "Ilse", "boat", "Ilse"),
    "guest": ((), "Odalys", "guest_name", "Odalys"),
    "email": ((), "odalys@example.com", "guest_email", "odalys@example.com"),
    "phone": ((), "(760) 555-0134", "guest_phone", "+17605550134"),
    "start": (("date", "time"), "Sep 12, 2026 2 PM\n\nSep 19, 2026 3 PM", "start_local", "2026-09-12T14:00"),
    "end": (("time",), "5 PM\nStart: 2 PM", "end_local", "2026-09-12T17:00"),
    "date": (("date",), "Sep 12, 2026\n\nSep 19, 2026", "start_local", "2026-09-12T14:00"),
    "time": (("time",), "2 PM - 5 PM\n\n8 PM - 9 PM", "start_local", "2026-09-12T14:00"),
    "duration": (("time",), "3 hours\n\n4 hours\n\nStart time: 2 PM", "end_local", "2026-09-12T17:00"),
    "party": ((), "7", "party_size", 7),
    "captain": ((), "yes", "captain_included", True),
    "total": ((), "$2,310.00", "total_usd", 2310),
    "payout": ((), "$1,717.40", "payout_usd", 1717.4),
    "pickup": ((), "14 Quay Street", "pickup_location", "14 Quay Street"),
    "notes": ((), "a quiet corner for us", "notes", "a quiet corner for us"),
    "status": ((), "Approved\n\nRequest expires in 24 hours", "status", "confirmed"),
    "platform": ((), "our desk, confirmed", "status", "confirmed"),
    "other": ((), "7 guests", "party_size", None),
    "operator": ((), "Rowan\nEmail: rowan@example.com", "guest_email", None),
    "summary": ((), "Odalys Bramwell | 7 guests", "guest_name", "Odalys Bramwell"),
}


COLUMNS = {
    meaning: (value, field, wanted)
    for meaning, (_, value, field, wanted) in LABELLED.items()
    if "\n" not in value and meaning not in ("platform", "other", "operator", "summary", "status", "duration")
}


def _labelled(label: str, meaning: str) -> list[Probe]:
    left_out, value, field, read_as = LABELLED[meaning]
    shown = label[:1].upper() + label[1:]
    lines = card(*left_out) if left_out else ID
    texts = [f"{lines}\n\n{shown}{joint}{value}" for joint in ("\n",)]
    texts += [f"{shown}\n{value}\n\n{lines}"] if meaning == "platform" else []
    return [*(Probe(text, field, read_as) for text in texts), *_column(shown, meaning)]


def _column(label: str, meaning: str) -> list[Probe]:
    """The label over the third column of a table, which is none without it."""
    if meaning == "id":
        return [Probe(f"{label}\tCaptain\tBoat\n48291-77\tyes\tIlse", "booking_id", "48291-77")]
    value, field, wanted = COLUMNS.get(meaning, ("Grey", "boat", "Ilse"))
    second = ("Email", "odalys@example.com") if meaning == "boat" else ("Boat", "Ilse")
    return [Probe(f"Booking ID\t{second[0]}\t{label}\n48291-77\t{second[1]}\t{value}", field, wanted)]


def _label(entry: Entry) -> list[Probe]:
    return _labelled(entry.word, entry.section.split(".")[1])


def _picture(entry: Entry) -> list[Probe]:
    meaning = entry.section.split(".")[1]
    left_out, value, field, read_as = LABELLED[meaning]
    lines = card(*left_out) if left_out else ID
    beside = [Probe(f"{lines}\n\n{entry.word} {value}", field, read_as)]
    if meaning == "status":
        return [*beside, Probe(f"{ID}\n\n{entry.word} Guests 7", "party_size", None)]
    return beside


def _composed(entry: Entry) -> list[Probe]:
    _, meaning, part = entry.section.split(".")
    form = vocabulary().label_forms[meaning]
    others = form.beside if part == "heads" else form.heads
    labels = (label for other in sorted(others) for label in (f"{other} {entry.word}", f"{entry.word} {other}"))
    unlisted = [label for label in labels if key(label) not in vocabulary().labels and key(label) == label]
    return [probe for label in unlisted for probe in _labelled(label, meaning)[:1]]


def _joint(entry: Entry) -> list[Probe]:
    labels = [
        ("guest name", f"guest {entry.word} full name", "guest"),
        ("", f"guests {entry.word} number count", "party"),
        ("", f"duration {entry.word} hire", "duration"),
        ("", f"date {entry.word} outing", "date"),
        ("", f"grand {entry.word} total charged", "total"),
        ("", f"our {entry.word} estimated net", "payout"),
    ]
    return [probe for _, label, meaning in labels for probe in _labelled(label, meaning)[:1]]


def _opening(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\n{entry.word} ikaika: a quiet corner", "notes", "a quiet corner")]


def _heading(entry: Entry) -> list[Probe]:
    if entry.section.endswith("payout"):
        return [Probe(f"{ID}\n\n{entry.word}\nCharter  $900\nTotal  $812", "payout_usd", 812)]
    before = "Earnings breakdown\nCharter  $900"
    return [Probe(f"{ID}\n\n{before}\n\n{entry.word}\nCharter  $2,500\nTotal  $2,310", "total_usd", 2310)]


KINDS: dict[str, tuple[tuple[str, ...], str, Any]] = {
    "confirmed": ((), "status", "confirmed"),
    "requested": ((), "status", "requested"),
    "changed": ((), "status", "changed"),
    "cancelled": ((), "status", "cancelled"),
    "completed": ((), "status", "completed"),
    "inquiry": (("id",), "status", "inquiry"),
    "void_request": ((), "codes", {"not_confirmed"}),
    "reminder": ((), "codes", {"reminder_only"}),
    "payment": ((), "codes", {"payment_notice_only"}),
    "business": (("id",), "codes", {"not_a_booking"}),
}


def _status(entry: Entry) -> list[Probe]:
    left_out, field, value = KINDS[entry.section.split(".")[1]]
    shapes = ("Status: {}", "{}")
    lines = card(*left_out) if left_out else ID
    tops = (lines, f"{lines}\nGuests: 4")
    return [Probe(f"{top}\n{shape.format(entry.word)}", field, value) for top in tops for shape in shapes]


def _captain(entry: Entry) -> list[Probe]:
    yes = entry.section.endswith("yes")
    return [
        Probe(f"{ID}\n{line}", "captain_included", yes)
        for line in (f"Captain: {entry.word}", f"Captain\n{entry.word}", entry.word)
    ]


READ_AS = {"start_local": "2026-09-12T14:00", "guest_phone": "+17605550134", "party_size": 7}
LEFT_OUT = {"guest": "guest", "id": "id", "when": "date", "party": "party"}


def _sentence(entry: Entry) -> list[Probe]:
    kind = entry.section.split(".")[1]
    slots = [slot for slot in FILLED if "{" + slot + "}" in entry.word]
    gone = tuple(LEFT_OUT[slot] for slot in slots if slot in LEFT_OUT)
    about = card(*gone, *(("time",) if "when" in slots else ())) if gone else ID
    probes: list[Probe] = []
    for sample in samples(entry.word):
        line = f"{sample[:1].upper()}{sample[1:]}{'' if sample[-1:] in '?!.”' else '.'}"
        if kind in KINDS:
            left_out, field, value = KINDS[kind]
            lines = card(*left_out) if left_out else ID
            probes += [Probe(f"{text}\n\n{lines}", field, value) for text in (line, f"And so {line}")]
            probes += [Probe(f"{lines}\nGuests: 4\n\n{text}", field, value) for text in (line, f"And so {line}")]
        if kind in ("earning", "paying"):
            field = {"earning": "payout_usd", "paying": "total_usd"}[kind]
            probes += [Probe(f"{text}\n\n{ID}", field, 812.6) for text in (line, f"And so {line}")]
        for text in (f"{line}\n\n{about}", f"{sample}\n\n{about}", f"And so {sample} more things\n\n{about}"):
            for filling, field in (FILLED[slot] for slot in slots):
                if field:
                    probes.append(Probe(text, field, READ_AS.get(field, filling)))
                    probes.append(Probe(text, f"why {field}", "in the sentence"))
    return probes


def _boat(entry: Entry) -> list[Probe]:
    noun = entry.word.title()
    titles = (f"Grey {noun}", f"40 {entry.word} Grey Lady", noun)
    return [Probe(f"Booking ID: 48291-77\n{title}", "boat", title) for title in titles]


def _party(entry: Entry) -> list[Probe]:
    phrase = f"7 {entry.word}" if entry.section.endswith("after") else f"{entry.word} 7"
    lines = (phrase, f"Party: {phrase}", f"Odalys Bramwell booked JADA for {phrase} today.")
    return [Probe(f"{ID}\n\n{line}", "party_size", 7) for line in lines]


def _platform(entry: Entry) -> list[Probe]:
    part = entry.section.split(".")[1]
    if part == "own":
        return [Probe(f"Viator or {entry.word}\n{card()}", "codes", set())]
    if part == "other":
        return [Probe(f"{entry.word.title()}\n\n{card()}", "codes", {"other_platform"})]
    address = f"odalys@{entry.word}" if part == "domains" else f"{entry.word}@example.com"
    return [Probe(f"{ID}\nEmail: {address}", "guest_email", None)]


def _line(entry: Entry) -> list[Probe]:
    part, word = entry.section.split(".")[1], entry.word
    capital = word[:1].upper() + word[1:]
    below = f"{ID}\n\nSpecial requests:\n"
    if part == "buttons":
        return [
            Probe(f"{below}{capital}", "notes", None),
            Probe(f"{ID}\n\n{capital}\n7 guests", "party_size", 7),
            Probe(f"{capital}\n{ID}", "status", None),
            Probe(f"{ID}\n{word.title()}", "guest_name", None),
            Probe(f"{ID}\n{capital}\nOdalys", "guest_name", None),
        ]
    if part == "footers":
        return [Probe(f"{below}{capital}{rest}", "notes", None) for rest in (" at the dock", "", " and so on")]
    if part == "closings":
        return [Probe(f"{ID}\n\n{capital}{stop}\n7 guests", "party_size", None) for stop in (",", "")]
    if part == "forwards":
        return [Probe(f"{below}-------- {capital} --------", "notes", None)]
    if part == "headers":
        header = f"{capital}: x"
        texts = (
            f"Subject: x\nFrom: Rowan <rowan@example.com>\n{header}\n 7 guests\n\n{ID}",
            f"{header}\nSubject: x\n 7 guests\n\n{ID}",
            f"{header}\n 7 guests\nTo: x\nCc: x\n\n{ID}",
        )
        return [Probe(text, "party_size", None) for text in texts]
    return [
        Probe(
            f"From: Rowan <rowan@example.com>\n{capital}: You have a new booking request\n\n{ID}", "status", "requested"
        )
    ]


def _month(entry: Entry) -> list[Probe]:
    number = int(entry.section.split(".")[1])
    year = 2026 if number > 5 else 2027
    dates = (f"{entry.word} 12, {year}", f"12 de {entry.word} de {year}")
    return [Probe(card(date=f"Date: {date}"), "start_local", f"{year}-{number:02}-12T14:00") for date in dates]


def _weekday(entry: Entry) -> list[Probe]:
    number = int(entry.section.split(".")[1])
    right, wrong = f"Sep {6 + number}, 2026", f"Sep {7 + number}, 2026"
    return [
        Probe(card(date=f"Date: {entry.word}, {wrong}"), "codes", {"date_weekday_mismatch"}),
        Probe(card(date=f"Date: {entry.word}, {right}"), "codes", set()),
    ]


def _day_part(entry: Entry) -> list[Probe]:
    hour = "09" if entry.section.endswith("am") else "21"
    return [Probe(card(time=f"Time: 9 {entry.word}"), "start_local", f"2026-09-12T{hour}:00")]


def _number(entry: Entry) -> list[Probe]:
    number = int(entry.section.split(".")[2])
    lengths = [
        Probe(card(time=f"Time: 2 PM\nDuration: {entry.word} {unit}"), "duration_hours", number)
        for unit in ("hours", "hora")
    ]
    return [Probe(card(party=f"Guests: {entry.word} guests"), "party_size", number), *lengths]


def _day_spelled(entry: Entry) -> list[Probe]:
    number = int(entry.section.split(".")[1])
    dates = (f"the {entry.word} of August 2026", f"{entry.word} de agosto de 2026", f"August {entry.word}, 2026")
    return [Probe(card(date=f"Date: {date}"), "start_local", f"2026-08-{number:02}T14:00") for date in dates]


def _stamp(entry: Entry) -> list[Probe]:
    lines = (f"JADA {entry.word} Sep 12, 2026, 2 PM - 5 PM", f"JADA trip {entry.word} Sep 12, 2026 at 2 PM")
    return [Probe(f"{ID}\n\n{line}", "start_local", None) for line in lines]


def _mail_label(entry: Entry) -> list[Probe]:
    told = "Your booking starts soon and we wish you a very good time on the water with all of your friends and family"
    before = f"{told} Booking ID 48291-77 Start Sep 12, 2026 2 PM End Sep 12, 2026 5 PM Passengers 4"
    return [
        Probe(f"{before} Pickup Quay {entry.word} x Captain yes", "pickup_location", "Quay"),
        Probe(f"{before} Boat Ilse {entry.word} x Captain yes", "boat", "Ilse"),
        Probe(f"{before} Renter Odalys {entry.word} x", "guest_name", "Odalys"),
        Probe(f"{before} Boat Ilse {entry.word} x Renter Odalys", "guest_name", "Odalys"),
        Probe(f"{told} Boat Ilse Captain yes Pickup Quay Renter Odalys {entry.word} 4 x", "guest_name", "Odalys"),
    ]


def _wish(entry: Entry) -> list[Probe]:
    line = "jada sat 9/12 2-5p, 7 ppl, bs id rtkwzbn, odalys bramwell, payout 600, some {}"
    return [Probe(line.format(entry.word), "notes", f"some {entry.word}")]


def _no_name(entry: Entry) -> list[Probe]:
    word = entry.word.title()
    return [
        Probe(f"{ID}\nRenter: {word}", "guest_name", None),
        Probe(f"{ID}\nOdalys {word}", "guest_name", None),
        Probe(f"You accepted Odalys {word}'s booking.\n{ID}", "guest_name", None),
        Probe(f"jada 9/12 2-5p, 7 ppl, bs id rtkwzbn, odalys {entry.word}, payout 600", "guest_name", None),
        Probe(f"{word} just booked your boat.\n\n{ID}", "status", None),
    ]


def _going_on(entry: Entry) -> list[Probe]:
    words = [" ".join(text.split()) for text in samples(entry.word)]
    texts = [
        f"{opening} Odalys Bramwell {word} more things" for word in words for opening in ("Booking for", "Reserva para")
    ]
    return [Probe(f"{text}\n\n{ID}", "guest_name", "Odalys Bramwell") for text in texts]


def _greeting(entry: Entry) -> list[Probe]:
    return [Probe(f"{ID}\n\nSpecial requests:\n{word} Rowan,", "notes", None) for word in samples(entry.word)]


def _returning(entry: Entry) -> list[Probe]:
    words = [word.removesuffix(" our ") for word in samples(entry.word.replace(r"\w*", "a"))]
    return [Probe(card(time=f"Time: 2 PM, {word} by 5 PM"), "end_local", "2026-09-12T17:00") for word in words]


def _change_column(entry: Entry) -> list[Probe]:
    was, now = (entry.word, "new") if entry.section.endswith("was") else ("old", entry.word)
    other = ("old", "after") if entry.section.endswith("was") else ("was", "now")
    tables = ((was, now), (was, other[1]) if entry.section.endswith("was") else (other[0], now))
    table = "\n\n\t{}\t{}\nPassengers\t4\t7"
    return [Probe(ID + table.format(*pair), "party_size", 7) for pair in tables]


def _relative_day(entry: Entry) -> list[Probe]:
    if entry.section.endswith("following"):
        days = (f"{entry.word} saturday", f"{entry.word} sabado", f"sabado {entry.word}")
        return [Probe(card(date=f"Date: {day}"), "start_local", "2026-05-09T14:00") for day in days]
    ahead = int(entry.section.split(".")[2])
    return [Probe(card(date=f"Date: {entry.word}"), "start_local", f"2026-05-0{ahead}T14:00")]


CLOCKS = {
    "between": ("Time: 2 {} 5 PM", "end_local", "2026-09-12T17:00"),
    "before": ("Time: 2 PM to {} 5 PM", "end_local", "2026-09-12T17:00"),
    "noon": ("Time: 9 AM - {}", "end_local", "2026-09-12T12:00"),
    "midnight": ("Time: 9 PM - {}", "end_local", "2026-09-13T00:00"),
    "half_past_before": ("Time: {} 2 in the afternoon", "start_local", "2026-09-12T14:30"),
    "quarter_past_before": ("Time: {} 2 in the afternoon", "start_local", "2026-09-12T14:15"),
    "quarter_to_before": ("Time: {} 2 in the afternoon", "start_local", "2026-09-12T13:45"),
    "half_past": ("Time: a las 2 y {} de la tarde", "start_local", "2026-09-12T14:30"),
    "quarter_past": ("Time: a las 2 y {} de la tarde", "start_local", "2026-09-12T14:15"),
    "hours": ("Time: 2 PM\nDuration: 3 {}", "end_local", "2026-09-12T17:00"),
    "minutes": ("Time: 2 PM\nDuration: 90 {}", "end_local", "2026-09-12T15:30"),
    "and_a_half": ("Time: 2 PM\nDuration: 3 hours {}", "end_local", "2026-09-12T17:30"),
    "hour_and_a_half": ("Time: 2 PM\nDuration: {}", "end_local", "2026-09-12T15:30"),
    "an": ("Time: 2 PM\nDuration: {} hour", "end_local", "2026-09-12T15:00"),
}


def _clock_word(entry: Entry) -> list[Probe]:
    line, field, value = CLOCKS[entry.section.split(".")[1]]
    return [Probe(card(time=line.format(word)), field, value) for word in samples(entry.word)]


PROBES: dict[str, Callable[[Entry], list[Probe]]] = {
    "labels": _label,
    "label_forms": _composed,
    "label_joints": _joint,
    "label_openings": _opening,
    "pictures": _picture,
    "headings": _heading,
    "status_words": _status,
    "captain_words": _captain,
    "sentences": _sentence,
    "boat_names": _boat,
    "boat_nouns": _boat,
    "party_words": _party,
    "platforms": _platform,
    "lines": _line,
    "months": _month,
    "weekdays": _weekday,
    "day_parts": _day_part,
    "numbers": _number,
    "stamp_words": _stamp,
    "aboard": context_probes.aboard,
    "openings": context_probes.opening,
    "notices": context_probes.notice,
    "beside_boat": context_probes.beside_boat,
    "days_spelled": _day_spelled,
    "at_the_dock": context_probes.at_the_dock,
    "charter_words": context_probes.charter_word,
    "other_events": context_probes.other_event,
    "correcting": context_probes.correcting,
    "changing": context_probes.changing,
    "excluding": context_probes.excluding,
    "nothing": context_probes.nothing,
    "nothing_yet": context_probes.nothing_yet,
    "places": context_probes.place,
    "mail_labels": _mail_label,
    "wish_words": _wish,
    "no_names": _no_name,
    "going_on": _going_on,
    "greetings": _greeting,
    "returning": _returning,
    "change_columns": _change_column,
    "relative_days": _relative_day,
    "clock_words": _clock_word,
}
