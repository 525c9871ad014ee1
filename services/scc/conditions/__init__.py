"""Tide, sun and weather of each boat: fetched by a schedule, stored in SCC's table, told from there.

`entry` fetches (`refresh` asks `sources`; `coops`, `nws` and `marine_text` read what they say); SCC's API tells
(`answer`). The two functions meet in the table alone, so that nobody who asks ever waits for a weather server.
"""
