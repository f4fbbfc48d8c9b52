"""One line as a person types it, understood: amounts, days, hours, verbs, clients, what is left over."""
