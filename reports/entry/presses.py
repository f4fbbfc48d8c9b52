"""The buttons under several records of one message."""

from reports.message.press import Id, Press


class TogetherPress(Press, prefix="tog"):
    """All records of one message are taken back together; `message_id` is that of what was typed."""

    message_id: Id


class LastPress(Press, prefix="last"):
    """Only the last of the records of that message is taken back."""

    message_id: Id
