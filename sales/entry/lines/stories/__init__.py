"""Words beside a record: whether each is known to change nothing, or tells of another one."""
