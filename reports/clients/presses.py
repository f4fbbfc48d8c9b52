"""The buttons of a client's card, and of handing clients over."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.clients.card_fields import CardField


class ClientAddress(Address):
    """A client's card."""

    name = "client_card"

    client_id: int


class ClientsAddress(Address):
    """/clients: sections by need."""

    name = "clients"


class ClientDeed(StrEnum):
    CARD = "card"
    PHONES = "phones"
    CALL = "call"
    MEET = "meet"
    PAY = "pay"
    FACT = "fact"
    DO_NOT_CALL = "mute"
    CALL_AGAIN = "unmute"
    ARCHIVE = "archive"
    RESTORE = "restore"
    GIVE = "give"
    """To another manager: to whom is asked."""
    ADD_CONTACT = "contact"
    """A new person there."""
    FILL = "fill"
    """What the week plan needs of the card: it is asked once, and opened to be filled in."""
    BLANKS = "blanks"
    """What the week plan needs of the card is asked no more."""
    FORGET = "forget"
    """«Забыть»: what could tell of a person goes for good; it is asked first."""


class ClientPress(Press, prefix="cl"):
    """The card, its numbers opened, a record to begin, or what stands behind «⋯»."""

    deed: ClientDeed
    client_id: Id


class GivePress(Press, prefix="give"):
    """Hand clients over. Giver 0: those of nobody, client 0: all of them, heir 0: still to be chosen."""

    department_id: Id
    giver_id: Id
    client_id: Id
    heir_id: Id
    page: Id = 1
    sure: Id = 0


class UnownedAddress(Address):
    """What has no owner in a department, from a summary."""

    name = "unowned"

    department_id: int


class ClientFieldPress(Press, prefix="cf"):
    """«✏️ Править»: that field of the card."""

    field: CardField
    client_id: Id


class ContactDeed(StrEnum):
    POSITION = "position"
    EMAIL = "email"
    BIRTHDAY = "birthday"
    PHONE = "phone"
    RENAME = "rename"
    MAIN = "main"
    """The one who stands first on the card."""
    LEFT = "left"
    """Works there no more."""


class ContactPress(Press, prefix="ct"):
    """A person at a client's."""

    deed: ContactDeed
    contact_id: Id


class LikesPress(Press, prefix="nd"):
    """«Не дубль»: two clients that look alike."""

    one_id: Id
    other_id: Id


class NewClientPress(Press, prefix="nc"):
    """«➕ Новый»: the name is asked. `inn`: that was searched, as a number; 0 for none."""

    inn: Id = 0


class TerritoryDeed(StrEnum):
    ADD = "add"
    OWNER = "owner"
    REMOVE = "remove"


class TerritoryPress(Press, prefix="tr"):
    """Whose a territory's new clients become. Territory 0: a new one of that department."""

    deed: TerritoryDeed
    department_id: Id
    territory_id: Id = 0


class ExportPress(Press, prefix="ex"):
    """«📄 Excel» under the clients: told to the owners as `/export` is. The number says nothing yet."""

    what: Id = 0


class MergePress(Press, prefix="mg"):
    """Two records become the kept one."""

    kept_id: Id
    gone_id: Id


class PartPress(Press, prefix="mu"):
    """«Разъединить»: a merge is taken back."""

    merge_id: Id
