"""Forms of the certification scheme."""
