"""Reads a pasted booking text. Never guesses: what is not sure is left out and named as a problem."""

from bot.pipeline.intake.reader import read
from bot.pipeline.intake.reading import Found, Problem, Reading

__all__ = ["Found", "Problem", "Reading", "read"]
