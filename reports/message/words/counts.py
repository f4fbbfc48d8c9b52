"""How many, in words: «4 звонка», «3 оплаты, 565 тыс»."""

from reports.message.format import short
from reports.message.language import ngettext


def calls_words(count: int) -> str:
    """«4 звонка»."""
    return ngettext("{n} call", "{n} calls", count).format(n=count)


def clients_words(count: int) -> str:
    """«3 клиента»."""
    return ngettext("{n} client", "{n} clients", count).format(n=count)


def meetings_words(count: int) -> str:
    """«2 встречи»."""
    return ngettext("{n} meeting", "{n} meetings", count).format(n=count)


def payments_words(count: int, total: int) -> str:
    """«3 оплаты, 565 тыс»; `total` in kopecks."""
    return ngettext("{n} payment, {sum}", "{n} payments, {sum}", count).format(n=count, sum=short(total))
