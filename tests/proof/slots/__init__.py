"""The clock's duties over weeks: several processes, kills, jumps, outages, the days on which zones change."""
