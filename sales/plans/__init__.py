"""Plans, need, pace, norms: what a month, a week and a day owe."""
