"""What every handler stands on: rights, replies, mistakes."""
