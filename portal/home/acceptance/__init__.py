"""What the acceptance cases stand on (docs/acceptance.md): people, places and matters in every state."""
