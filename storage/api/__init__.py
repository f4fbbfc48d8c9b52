"""API v1: records in the order of their last change."""
