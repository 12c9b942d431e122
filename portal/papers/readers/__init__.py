"""Readers: a cell's text to what is meant by it. Plain functions on plain values; an empty cell reads as empty."""
