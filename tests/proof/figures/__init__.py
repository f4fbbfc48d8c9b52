"""Random lives of a department, and every pair of screens that shows one figure of them."""
