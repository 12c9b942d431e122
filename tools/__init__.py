"""What developers run through the Makefile; the portal itself imports none of it."""
