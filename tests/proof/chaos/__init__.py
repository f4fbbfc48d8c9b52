"""The whole bot under a nemesis: killed, frozen, cut off, its clock and its disk tampered with; then the books."""
