"""The dashboard of the Mini App."""
