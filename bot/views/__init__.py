"""What people see: pure functions from the record to Block Kit and HTML.

Each modal owns its ids, `build()` and `parse()`.
"""
