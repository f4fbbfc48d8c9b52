"""/clients: by what they need and not by the alphabet; each section opens its list (spec/1)."""

from collections.abc import Mapping

from markupsafe import Markup

from reports.clients.likes import LikesView
from reports.clients.presses import ClientAddress, ClientsAddress, ExportPress, NewClientPress
from reports.clients.referrals import ReferralsView
from reports.clients.territories import TerritoriesView
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.cards import CardView
from reports.message.screens.empty import first_client
from reports.message.screens.lists import Listed, ListView, search_button
from reports.message.screens.pages import Page
from reports.message.view import button
from reports.message.words.called import call_people
from sales.clients.sections import PRICED, Section
from sales.core.people import EVERYBODY, SELLERS
from sales.core.rights import Action, may
from sales.core.tally import Tally
from storage.clients.sections import ListedClient
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST_LABEL = 24
MOST_FOUND = 100


class ClientsView(CardView, ClientsAddress):
    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        counts = await tx.as_(reader).client_sections.counts()
        title = fill(_("Clients · {n}"), n=bold(counts[Section.ALL].count))
        may_make = may(reader.role, Action.EDIT_CLIENT)
        if not counts[Section.ALL].count and not await tx.as_(reader).client_sections.count(Section.ARCHIVE):
            step = first_client(reader)
            return self.card(lines(title, "", step.said), step.buttons, _rest(reader))
        text = lines(
            title,
            *(section_line(each, counts[each]) for each in Section if counts.get(each, Tally()).count),
            fill(_("Write a name, a phone or an INN")),
        )
        rows: list[tuple[Button, ...]] = []
        needed = [each for each in (Section.DEBT, Section.WEEK, Section.FORGOTTEN, Section.STUCK) if counts[each].count]
        labels = [button(section_label(each), ClientListView(section=each)) for each in needed]
        rows += grid(labels, 2)
        sheet = (button(_("📄 Excel"), ExportPress()),) if may(reader.role, Action.EXPORT) else ()
        everything = button(_("All A–Z"), ClientListView(section=Section.ALL))
        new = (button(_("➕ New"), NewClientPress()),) if may_make else ()
        find = (_find(),) if await tx.system.wire.has_inline() else ()
        return self.card(text, (*rows, (*find, everything, *new)), _rest(reader), last=sheet)


def _find() -> Button:
    """Where Telegram sends queries, a client is found while its name is written."""
    return Button(_("🔎 Find"), search=True)


def _rest(reader: Actor) -> Keyboard:
    rows: list[tuple[Button, ...]] = [
        (button(_("Recommendations"), ReferralsView()), button(_("Look alike"), LikesView())),
        (button(_("📦 Archive"), ClientListView(section=Section.ARCHIVE)),),
    ]
    if may(reader.role, Action.REASSIGN) and reader.department_id is not None:
        rows.append((button(_("Territories"), TerritoriesView(department_id=reader.department_id)),))
    return tuple(rows)


def section_label(section: Section) -> str:
    return {
        Section.DEBT: lambda: _("⚠️ Debt"),
        Section.WEEK: lambda: _("💰 This week"),
        Section.FORGOTTEN: lambda: _("⏳ Forgotten"),
        Section.STUCK: lambda: _("🧩 No next step"),
        Section.ALL: lambda: _("All A–Z"),
        Section.ARCHIVE: lambda: _("📦 Archive"),
    }[section]()


def section_line(section: Section, counted: Tally) -> Markup | None:
    """«⚠️ Долг: 4 на 410 тыс»"""
    said = {"n": counted.count, "sum": short(counted.total)}
    match section:
        case Section.DEBT:
            return fill(_("⚠️ Debt: {n} for {sum}"), **said)
        case Section.WEEK:
            return fill(_("💰 This week: {n} for {sum}"), **said)
        case Section.FORGOTTEN:
            return fill(_("⏳ No contact for 30 days: {n}"), n=counted.count)
        case Section.STUCK:
            return fill(_("🧩 Deals with no next step: {n}"), n=counted.count)
        case Section.ALL | Section.ARCHIVE:
            return None


class ClientListView(ListView):
    """The clients of one section, or what a search finds among all."""

    name = "client_list"
    opens_for = EVERYBODY

    section: Section = Section.ALL

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if self.find:
            return await self._draw_found(tx, reader)
        sections = tx.as_(reader).client_sections
        count = await sections.count(self.section)
        shown = self.find_page(count)
        found = await sections.page(self.section, shown.size, shown.first)
        names = await owner_names(tx, reader, {each.owner_id for each in found})
        rows = [_row(each, names, priced=self.section in PRICED) for each in found]
        title = fill("{title} · {n}", title=section_label(self.section), n=bold(count))
        find = _find() if await tx.system.wire.has_inline() else search_button(self)
        return self._draw_rows(title, rows, shown, reader, find)

    async def _draw_found(self, tx: Transaction, reader: Actor) -> Message:
        found = await tx.as_(reader).clients.search(self.find, limit=MOST_FOUND)
        names = await owner_names(tx, reader, {each.owner_id for each in found})
        shown = self.find_page(len(found))
        listed = [ListedClient(each.id, each.name, each.owner_id) for each in found]
        rows = [_row(each, names, priced=False) for each in listed[shown.first : shown.first + shown.size]]
        title = fill(_("Found · {n}"), n=bold(len(found)))
        return self._draw_rows(title, rows, shown, reader, search_button(self))

    def _draw_rows(self, title: Markup, rows: list[Listed], shown: Page, reader: Actor, find: Button) -> Message:
        back = button(_("‹ Clients"), ClientsView())
        new = (button(_("➕ New"), NewClientPress()),) if may(reader.role, Action.EDIT_CLIENT) else ()
        empty = fill(_("Nobody found. Search again, or add a client: ➕"))
        if self.section is Section.ARCHIVE and not self.find:
            new, empty = (), fill(_("Nobody yet. A client goes here from the card: ⋯ → 📦 Archive"))
        return self.draw_list(title, rows, shown, empty=empty, foot=((find, *new, back),), width=2)


async def owner_names(tx: Transaction, reader: Actor, owner_ids: set[int | None]) -> Mapping[int, str]:
    """For who reads more than their own."""
    if reader.role in SELLERS:
        return {}
    return await call_people(tx, owner_ids)


def _row(client: ListedClient, names: Mapping[int, str], *, priced: bool) -> Listed:
    whose = names.get(client.owner_id or 0, _("no owner") if names and client.owner_id is None else "")
    owed = short(client.total or 0) if priced else ""
    said = " · ".join(filter(None, (client.name, owed, whose)))
    to = ClientAddress(client_id=client.id)
    return Listed(client.name[:LONGEST_LABEL], to, fill("{said}", said=said), apart=(whose, owed))
