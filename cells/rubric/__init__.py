"""Scoring arithmetic: plain Python, Decimal throughout, no database."""
