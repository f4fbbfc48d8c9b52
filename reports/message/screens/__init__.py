"""The shapes that screens share: lists, cards, periods, filters, an empty one."""
