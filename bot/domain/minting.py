"""Ids the bot makes up itself: consonants only, so that no word comes of them."""

import secrets

CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"


def minted(prefix: str, letters: int) -> str:
    """``JD-KWBZPG``."""
    return prefix + "".join(secrets.choice(CONSONANTS) for _ in range(letters))
