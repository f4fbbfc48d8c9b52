"""What is no record: corrections, plain questions, the other keyboard layout."""
