"""Checks what guests upload: is it a photo, and one that can be shown without telling where it was taken."""
