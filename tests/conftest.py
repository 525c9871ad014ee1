"""The whole suite: drawn examples are the same in each run, so that a red suite means a change."""

from hypothesis import settings

settings.register_profile("same every time", derandomize=True)
settings.load_profile("same every time")
