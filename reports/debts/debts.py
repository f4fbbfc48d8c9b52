"""/debts: how much of what age, what comes first; and the list of them (spec/3)."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from reports.debts.book import DebtsWorkbook
from reports.debts.debt import DebtCard
from reports.debts.place import DebtPlace, find_place
from reports.debts.presses import DebtListAddress, DebtsAddress, WrittenOffAddress
from reports.debts.words import BUCKETS, age_words, filter_label, short_age, tell_promise
from reports.message.columns import align_left, align_right, cut, width_of
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.cards import CardView
from reports.message.screens.empty import no_department
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.switches import choices, other_departments
from reports.message.view import button
from sales.core.people import EVERYBODY
from sales.core.rights import Action, may
from sales.core.tally import Tally
from sales.debts.debt import Ageing, Debt, DebtFilter
from sales.debts.word import ClientWord
from storage.engine.actor import Actor
from storage.transaction import Transaction

FIRST = 3
ROW = 20
ON_BUTTON = 14


class DebtsView(CardView, DebtsAddress):
    """Its own debts for a manager, a department's for who reads it."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await find_place(tx, reader, self.department_id)
        if place is None:
            return None if self.department_id else no_department()
        debts = tx.as_(reader).debts
        ageing = await debts.ageing(place.of)
        if not ageing.total.count:
            is_any = may(reader.role, Action.WRITE_OFF) and (await tx.as_(reader).written_offs.sum(place.of)).count
            written = ((_offer_written_off(self),),) if is_any else ()
            told = lines(fill(_("✅ Nothing is overdue")), _name(place, reader))
            return Message(told, (*written, *_others(self, place)))
        first = await debts.page(of=place.of, limit=FIRST)
        words = await debts.words({each.client_id for each in first})
        rows = [tell_debt(each, debts.today, words[each.client_id], place.names, n) for n, each in enumerate(first, 1)]
        counts = {each: await debts.count(each, place.of) for each in (DebtFilter.DISPUTED, DebtFilter.PROMISED)}
        text = lines(*_title(ageing, _name(place, reader)), "", *_buckets(ageing), _tell_said(counts), "", *rows)
        rest = ((_offer_written_off(self),),) if may(reader.role, Action.WRITE_OFF) else ()
        return self.card(text, (*self._rows(first), *_others(self, place)), rest)

    def _rows(self, first: Sequence[Debt]) -> Keyboard:
        numbers = tuple(button(str(n), DebtCard(payment_id=each.payment_id)) for n, each in enumerate(first, 1))
        everything = button(_("All"), DebtListView(department_id=self.department_id))
        book = button(_("📄 Excel"), DebtsWorkbook(department_id=self.department_id))
        return numbers, (everything, book)


def _offer_written_off(view: DebtsView) -> Button:
    return button(_("🗑 Written off"), WrittenOffAddress(department_id=view.department_id))


def _others(view: DebtsView, place: DebtPlace) -> Keyboard:
    return other_departments(view, place.seen, place.department) if place.department else ()


def _name(place: DebtPlace, reader: Actor) -> Markup | None:
    """Whose debts, for who stands above the departments."""
    return (
        None if reader.department_id or place.department is None else fill("{name}", name=bold(place.department.name))
    )


def _title(ageing: Ageing, name: Markup | None) -> list[Markup]:
    """«⚠️ Долги · 710 тыс · 6» and «Средний возраст 31 день»."""
    total = ageing.total
    head = fill(_("⚠️ Debts · {sum} · {n}"), sum=bold(short(total.total)), n=total.count)
    return [head, *([name] if name else []), fill(_("Average age {days}"), days=age_words(round(ageing.mean_age)))]


def _buckets(ageing: Ageing) -> list[Markup]:
    """«31–60  300 тыс · 1»; all of them, so that the eye finds each in its place."""
    said = [(BUCKETS[bucket], short(owed.total), owed.count) for bucket, owed in ageing.buckets.items()]
    names, sums = width_of(each[0] for each in said), width_of(each[1] for each in said)
    return [
        fill("{a}  {b} · {n}", a=align_left(name, names), b=align_right(total, sums), n=n) for name, total, n in said
    ]


def _tell_said(counts: Mapping[DebtFilter, Tally]) -> Markup:
    """«Спор 0 · обещано 2 на 420 тыс»"""
    disputed, promised = counts[DebtFilter.DISPUTED], counts[DebtFilter.PROMISED]
    parts = [
        _("Disputed {n}").format(n=disputed.count) + _on(disputed),
        _("promised {n}").format(n=promised.count) + _on(promised),
    ]
    return fill("{said}", said=" · ".join(parts))


def _on(tally: Tally) -> str:
    return _(" for {sum}").format(sum=short(tally.total)) if tally.count else ""


def tell_debt(debt: Debt, today: date, word: ClientWord, names: Mapping[int, str], number: int = 0) -> Markup:
    """«1  Берег 300 тыс · 45 дн · Борис», and below what was promised."""
    sign = "⚖️ " if debt.disputed_at else ""
    whose = names.get(debt.owner_id or 0, _("no owner") if names and debt.owner_id is None else "")
    said = [f"{sign}{cut(debt.client_name, ROW)} {short(debt.rest)}", short_age(debt.age(today)), whose]
    first = " · ".join(filter(None, said))
    head = fill("{n}  {said}", n=number, said=first) if number else fill("{said}", said=first)
    return lines(head, tell_promise(debt, word))


class DebtListView(ListView, DebtListAddress):
    """One by one, the largest sum by days first."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await find_place(tx, reader, self.department_id)
        if place is None:
            return None
        debts = tx.as_(reader).debts
        counted = await debts.count(self.which, place.of)
        page = self.find_page(counted.count, lines_each=2)
        shown = await debts.page(self.which, place.of, page.size, page.first)
        words = await debts.words({each.client_id for each in shown})
        rows = [
            Listed(
                cut(each.client_name, ON_BUTTON),
                DebtCard(payment_id=each.payment_id),
                tell_debt(each, debts.today, words[each.client_id], place.names),
            )
            for each in shown
        ]
        title = fill(
            _("⚠️ {what} · {sum} · {n}"), what=filter_label(self.which), sum=bold(short(counted.total)), n=counted.count
        )
        labels = {each: filter_label(each) for each in DebtFilter}
        back = button(_("‹ Debts"), DebtsView(department_id=self.department_id))
        return self.draw_list(
            title,
            rows,
            page,
            empty=fill(_("None of these.")),
            filters=choices(self, "which", labels),
            foot=((back,),),
            width=2,
        )
