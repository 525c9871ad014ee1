"""Charters in somebody's calendar: shared by the calendar's feeds and the crew's mails, so that both are one entry."""
