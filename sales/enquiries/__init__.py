"""Enquiries («заявки»): what a site sends, whose it becomes, how soon it is answered."""
