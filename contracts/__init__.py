"""What crosses the wire between the bot and the systems it drives: requests, responses and messages.

Imports pydantic and the standard library only, so that every function can afford it.
"""
