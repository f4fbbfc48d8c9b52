"""The simulator over HTTP, and in the same process."""
