"""People, their access and invitations, who stands in for whom."""
