"""How times and names are said to people: the same in Slack, in mails and on pages. Standard library only."""
