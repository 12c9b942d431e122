"""What the plan asks for and what a figure says of it: plain rules."""
