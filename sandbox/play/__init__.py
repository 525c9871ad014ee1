"""The sandbox in a browser: what each person sees, and everything they can do there, on one page."""
