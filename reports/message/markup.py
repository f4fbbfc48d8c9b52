"""The one place where values become HTML. A text that is not Markup cannot be sent, so nothing goes out unescaped."""

from markupsafe import Markup

__all__ = ["Markup", "bold", "code", "fill", "fold", "lines"]


def fill(template: str, /, **values: object) -> Markup:
    """A catalogue's sentence with its values escaped. The sentence itself may hold Telegram's tags."""
    return Markup(template).format(**values)  # noqa: S704  the sentence is ours, the values are escaped by format


def bold(value: object) -> Markup:
    """Escaped, in bold."""
    return Markup("<b>{}</b>").format(value)


def code(value: object) -> Markup:
    """A path or a command: a tap copies it."""
    return Markup("<code>{}</code>").format(value)


def fold(head: Markup, *inner: Markup) -> Markup:
    """Lines behind their head: the phone shows the first ones, and all of them by a tap, without asking us."""
    return Markup("<blockquote expandable>{}</blockquote>").format(lines(head, *inner))


def lines(*parts: str | Markup | None) -> Markup:
    """Parts one below the other; None is left out, an empty string is an empty line."""
    return Markup("\n").join(part for part in parts if part is not None)
