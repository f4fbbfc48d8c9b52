"""The team and its invitations."""
