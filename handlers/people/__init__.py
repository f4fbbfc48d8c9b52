"""The team: invitations, names, roles, leaving."""
