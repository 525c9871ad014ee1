"""Puts invented people in the place of the real ones, so that a paste that was misread can become a sample.

The text is searched as the reader cleans it, and once more with its tags in place, for what stands inside of them.
Only the original is changed, so its line ends, encodings and layout stay.
"""

from __future__ import annotations

import html.entities
import re
import unicodedata
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal

from bot.pipeline.intake.dates import find_days
from bot.pipeline.intake.evidence import gather
from bot.pipeline.intake.ids import read_id
from bot.pipeline.intake.invented import MARKS, WORD, Invented, bare, dressed, everyday, other_digits
from bot.pipeline.intake.labels import Pair, read_pairs
from bot.pipeline.intake.normalise import normalise
from bot.pipeline.intake.page import Line, Role, read_lines
from bot.pipeline.intake.reader import read
from bot.pipeline.intake.reading import FIELDS, Reading
from bot.pipeline.intake.shapes import PHONE
from bot.pipeline.intake.traced import Span, Traced
from bot.pipeline.intake.vocabulary import key, vocabulary

Kind = Literal["name", "phone", "mail address", "id"]
