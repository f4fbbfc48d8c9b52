"""Plain words: a question, a wish, a word on a key, answered by the views that there are."""
