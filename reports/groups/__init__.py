"""What stands in a group, and what its keeper is asked and shown of it in private."""
