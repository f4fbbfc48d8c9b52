"""What time brings: a tick finds due rows, nothing holds a timer."""
