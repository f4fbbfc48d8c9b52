"""The bank's file on a screen: what is sure, what is asked, what is not ours."""
