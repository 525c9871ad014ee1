"""The Slack bot: what operators and crew see, and the work that follows."""
