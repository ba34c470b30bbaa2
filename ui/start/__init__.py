"""The start page, who works here, and what waits for that person."""
