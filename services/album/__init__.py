"""The photos of a charter: rows of ShipCaptainCrew's table and objects of a private bucket.

Two functions meet in them: the API grants uploads, lists, takes down and hides (`services.scc.photos`); another one
checks what was uploaded (`services.photos`).
"""
