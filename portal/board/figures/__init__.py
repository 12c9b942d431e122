"""What a figure was made from: frozen, hashed, watched."""
