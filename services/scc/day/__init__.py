"""The crew page on the day: what is shown beside the call, and what the crew writes down."""
