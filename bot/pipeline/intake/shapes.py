"""What ids, mail addresses and phone numbers look like."""

from __future__ import annotations

import re

# Boatsetter's ids: seven letters, none of them a vowel.
SHAPE = re.compile(r"(?<![\w@./=-])#?([bcdfghjklmnpqrstvwxz]{7}|[BCDFGHJKLMNPQRSTVWXZ]{7})(?![\w@-]|\.\w)")
EMAIL = re.compile(r"(?<![\w.+@-])[A-Za-z0-9][\w.+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w@-])")
PHONE = re.compile(
    r"(?:(?<![\w.$/#-])|(?<=\b[A-Z]{2})(?=\+))(?:\+|00|\()?\d(?:[\d().\-–]|\s(?!/)|(?<=\d)/(?=\d)){5,22}\d(?![\w$])"
)
