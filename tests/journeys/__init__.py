"""The whole system by its public doors: signed requests in, effects at the wire and in the stores out."""
