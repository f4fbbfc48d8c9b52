"""Which exchange's rules read what came in. Pure: bytes and headers into a call, or why it is none."""

from collections.abc import Callable, Mapping
from typing import Final

from sales.telephony.call import Exchange, ExchangeOptions, Heard, Refuse, UnreadableCallError
from sales.telephony.general import read_general
from sales.telephony.mango import read_mango
from sales.telephony.megafon import read_megafon
from sales.telephony.uis import read_uis
from sales.telephony.zadarma import read_zadarma

ADAPTERS: Final[Mapping[Exchange, Callable[[bytes, Mapping[str, str], ExchangeOptions], Heard]]] = {
    Exchange.GENERAL: read_general,
    Exchange.MANGO: read_mango,
    Exchange.ZADARMA: read_zadarma,
    Exchange.MEGAFON: read_megafon,
    Exchange.UIS: read_uis,
}


def read_call(body: bytes, headers: Mapping[str, str], options: ExchangeOptions) -> Heard:
    """`headers`: by names in small letters. What cannot be understood is refused with a sentence why."""
    try:
        return ADAPTERS[options.exchange](body, headers, options)
    except UnreadableCallError as error:
        return Refuse(422, str(error))
