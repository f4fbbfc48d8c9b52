"""The button under several records of one message."""

from reports.message.press import Id, Press


class TogetherPress(Press, prefix="tog"):
    """All records of one message are taken back together; `message_id` is that of what was typed."""

    message_id: Id
