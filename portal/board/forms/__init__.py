"""What people ask for and what they say, checked."""
