"""What the acceptance cases stand on: people, places and matters in every state."""
