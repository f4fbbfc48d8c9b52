"""The buttons of what is always there."""

from reports.message.language import Language
from reports.message.press import Press


class LanguagePress(Press, prefix="lang"):
    language: Language
