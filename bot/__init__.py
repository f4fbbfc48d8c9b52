"""Assembles and carries: settings, intake, worker, delivery, access, command line."""
