"""/debts, and what is done with one: promised anew, disputed, brought to the lead, written off."""
