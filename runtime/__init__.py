"""What every function needs from the place it runs in: the charter's clock, its secrets, its AWS clients."""
