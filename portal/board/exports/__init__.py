"""The board for other programs and for paper."""
