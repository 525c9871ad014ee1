"""Values and rules of a charter. Pure: no clock, no network, no storage."""
