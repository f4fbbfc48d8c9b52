"""The buttons of what is always there."""

from reports.message.language import Language
from reports.message.press import Id, Press


class LanguagePress(Press, prefix="lang"):
    language: Language


class ResumePress(Press, prefix="resume"):
    """A form that gave way goes on: it waits in the message that is pressed."""

    number: Id
