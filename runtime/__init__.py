"""What every function needs from the place it runs in: the charter's clock and its secrets. Standard library only."""
