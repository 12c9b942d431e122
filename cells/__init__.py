"""The certification scheme for zero-waste cells."""
