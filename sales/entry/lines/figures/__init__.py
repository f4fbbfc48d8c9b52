"""Numbers of a line: days, sums and chances, those that are neither, and money that is only spoken of."""
