"""Django's PostgreSQL where somebody waits for a page; commands and the worker use Django's own."""
