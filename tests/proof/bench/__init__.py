"""Speed and memory, measured by `make bench`, never by a timed test."""
