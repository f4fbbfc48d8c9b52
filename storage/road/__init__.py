"""Where clients are usually met, and who of them is near."""
