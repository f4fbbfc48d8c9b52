"""Groups: where a department's summary is posted."""
