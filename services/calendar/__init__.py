"""The JADA internal calendar API."""
