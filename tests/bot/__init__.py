"""The parts that carry updates in and messages out."""
