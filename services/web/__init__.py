"""What both HTTP APIs share: reading a request, checking its key, answering, and Idempotency-Key."""
