"""Views: thin; they scope, call an operation, and answer."""
