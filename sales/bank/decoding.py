"""Which of three encodings a statement is in. What it says of itself is not believed: both kinds lie."""

import codecs
import re
from typing import Final

MARK: Final = "1CClientBankExchange"
_BOM: Final = b"\xef\xbb\xbf"
_WORDS: Final = ("СекцияДокумент", "РасчСчет", "КонецФайла")
_FIRST: Final = ("ВерсияФормата", "Кодировка", "ДатаСоздания", *_WORDS)
_SHORT: Final = 300
"""Letters among which one of the first words stands, wherever a file is cut off."""
_BEGUN: Final = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*1CClientBankExchange[ \t]*(?:[\r\n]|\Z)")


def is_statement(content: bytes) -> bool:
    """Whether the first line that is not empty is the mark, in any of the encodings."""
    return _BEGUN.match(content) is not None


def decode(content: bytes) -> str:
    """Strict UTF-8, but for a letter cut in two at the end; else the one in which a word of the format reads."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content.removeprefix(_BOM), final=False)
    except UnicodeDecodeError:
        pass
    texts = [content.decode(encoding, errors="replace") for encoding in ("cp1251", "cp866")]
    return next((text for text in texts if any(word in text for word in _WORDS)), texts[0])


def is_legible(text: str) -> bool:
    """Whether a word of the format reads in it; of what is short nobody knows."""
    return len(text) < _SHORT or any(word in text for word in _FIRST)
