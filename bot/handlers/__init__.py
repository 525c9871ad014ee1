"""Slack's edge, one file per surface: receive, translate, one call, render."""
