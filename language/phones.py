"""Phone numbers in the one form that can be dialled and compared."""

import re

HOME_REGION = "US"
"""Where a number without a country code is at home."""
_FULL = re.compile(r"\+[1-9]\d{6,14}")
_INTERNATIONAL = re.compile(r"^(?:00|011\s?)(?=[1-9])")


def e164(printed: str) -> str | None:
    """``+16195550142``; None where it cannot be a number. Loads its library only when it is asked."""
    import phonenumbers

    try:
        number = phonenumbers.parse(_INTERNATIONAL.sub("+", printed.strip()), HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def dialled(printed: str | None) -> str | None:
    """The same where there may be no number at all, or one too short to be anybody's."""
    number = e164(printed) if printed else None
    return number if number and _FULL.fullmatch(number) else None
