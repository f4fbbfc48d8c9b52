"""A text made ready to be read: what was copied goes, slips of the thumb are mended, a kind stands for its deed."""
