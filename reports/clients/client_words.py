"""What stands on a client's card, in words."""

from markupsafe import Markup

from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from sales.clients.card_fields import CardField, Segment
from sales.clients.inn import InnMistake, read_inn
from storage.clients.client import Client


def field_name(field: CardField) -> str:
    """As it stands on a button."""
    return {
        CardField.NAME: lambda: _("Name"),
        CardField.INN: lambda: _("INN"),
        CardField.KPP: lambda: _("KPP"),
        CardField.LINE: lambda: _("Business"),
        CardField.TURNOVER: lambda: _("Turnover"),
        CardField.SEGMENT: lambda: _("Segment"),
        CardField.TERRITORY: lambda: _("Territory"),
        CardField.CITY: lambda: _("City"),
        CardField.SOURCE: lambda: _("Source"),
        CardField.TERMS: lambda: _("Payment terms"),
        CardField.LIMIT: lambda: _("Credit limit"),
        CardField.REFERRED_BY: lambda: _("Recommended by"),
    }[field]()


def segment_words(segment: Segment) -> str:
    """«B2B»: the same in both languages."""
    return segment.upper()


def field_value(client: Client, field: CardField, referrer: str = "") -> str:
    """Empty where nothing is known. `referrer`: the name of who recommended it."""
    value = getattr(client, field)
    if value is None or value == "":
        return ""
    match field:
        case CardField.TURNOVER:
            return _("{sum} a year").format(sum=short(value))
        case CardField.LIMIT:
            return short(value)
        case CardField.TERMS:
            return terms_words(value)
        case CardField.SEGMENT:
            return segment_words(value)
        case CardField.REFERRED_BY:
            return referrer
        case _:
            return str(value)


def terms_words(days: int) -> str:
    """How many days later the client pays; 0 is paid in advance."""
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else _("prepaid")


def inn_mistake(mistake: InnMistake) -> Markup:
    """What is wrong with the INN, and how one looks."""
    words = {
        InnMistake.LENGTH: _("An INN has 10 or 12 digits. For example: 7707083893"),
        InnMistake.ROUNDED: _("Excel has rounded this INN: the last digits are lost. Please type it in full."),
        InnMistake.REGION: _("No INN begins with 00. Please look at the paper again."),
        InnMistake.CONTROL: _("The last digit of this INN does not match: a digit is wrong somewhere."),
    }
    return fill(words[mistake])


def inn_line(client: Client) -> Markup | None:
    """«ИНН 7701000026», and where it was kept in spite of its digits: «⚠️ цифра не сходится»."""
    if not client.inn:
        return None
    wrong = isinstance(read_inn(client.inn), InnMistake)
    shown = fill(_("INN {inn}"), inn=fill("<code>{inn}</code>", inn=client.inn))  # a tap copies it
    if client.kpp:
        shown = fill(_("{inn}, KPP {kpp}"), inn=shown, kpp=client.kpp)
    return fill(_("{inn} ⚠️ a digit is wrong"), inn=shown) if wrong else shown
