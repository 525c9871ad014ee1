"""The guests' side of an album: who may see it, when something may be added, and what they agree to."""
