"""From a pasted text to a charter that every system agrees on: orchestration over ports, pure where it can be."""
