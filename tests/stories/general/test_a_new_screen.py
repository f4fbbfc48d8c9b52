"""A new screen costs a view: list, card, pages, filters, search and period work in the chat without a handler of it."""

from datetime import date
from enum import StrEnum

import pytest

from reports.message.address import OrdinalDay
from reports.message.markup import bold, fill
from reports.message.message import Button, Message
from reports.message.screens.cards import CardView
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.periods import days_words, period_rows
from reports.message.screens.switches import choices
from reports.message.view import View, button
from reports.views import VIEWS
from sales.core.clock import local_date
from sales.core.people import WATCHERS
from storage.engine.actor import Actor
from storage.transaction import Transaction
from tests.town import Town

REFUSAL = "Эта запись вам недоступна."
TOYS = {1: "Мяч", 2: "Кукла", 3: "Мишка", **{n: f"Кубик {n}" for n in range(4, 15)}}


class Size(StrEnum):
    ALL = "all"
    LARGE = "large"


class ToysView(ListView):
    name = "toys"
    opens_for = WATCHERS

    size: Size = Size.ALL

    async def draw(self, tx: Transaction, reader: Actor) -> Message:
        found = [(n, name) for n, name in TOYS.items() if self.find.lower() in name.lower()]
        found = [each for each in found if self.size is Size.ALL or each[0] <= 3]
        page = self.find_page(len(found))
        return self.draw_list(
            fill("Игрушки · {n}", n=bold(len(found))),
            [
                Listed(f"{n}", ToyCard(toy_id=n), fill("{n}  {name}", n=n, name=name))
                for n, name in found[page.first : page.first + page.size]
            ],
            page,
            empty=fill("Никого. Ищите иначе: 🔎"),
            filters=choices(self, "size", {Size.ALL: "Все", Size.LARGE: "Большие"}),
            searched=True,
        )


class ToyCard(CardView):
    name = "toy"
    opens_for = WATCHERS

    toy_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if self.toy_id not in TOYS:
            return None
        back = button("‹ Игрушки", ToysView())
        return self.card(bold(TOYS[self.toy_id]), ((Button("🎁", "p:1:link"),),), ((Button("🗑", "p:1:left"),),), back)


class ToyReport(View):
    name = "toy_report"
    opens_for = WATCHERS

    first: OrdinalDay
    last: OrdinalDay

    async def draw(self, tx: Transaction, reader: Actor) -> Message:
        today = local_date(tx.clock.now(), reader.zone)
        return Message(fill("{days}", days=days_words(self.first, self.last, today)), period_rows(self, today))


@pytest.fixture(autouse=True)
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    for view in (ToysView, ToyCard, ToyReport):
        monkeypatch.setitem(VIEWS, view.name, view)


async def test_pages_filters_and_cards_turn_in_the_same_message(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.forges(ToysView().data)
    toys = await olga.last()
    assert toys.text.splitlines()[:3] == ["Игрушки · 14", "", "1  Мяч"]
    assert toys.buttons[0] == ["• Все", "Большие"]
    assert toys.buttons[1] == ["🔎 Найти"]
    assert toys.buttons[-1] == ["‹", "1/2", "›"]
    assert len(toys.text.splitlines()) <= 12

    second = await olga.presses("›", on=toys)
    assert second.message_id == toys.message_id
    assert second.text.splitlines()[2] == "11  Кубик 11"
    large = await olga.presses("Большие", on=second)
    assert large.text.splitlines() == ["Игрушки · 3", "", "1  Мяч", "2  Кукла", "3  Мишка"]
    card = await olga.presses("2", on=large)
    assert (card.message_id, card.text) == (toys.message_id, "Кукла")
    assert card.buttons == [["🎁"], ["‹ Игрушки", "⋯"]]
    rest = await olga.presses("⋯", on=card)
    assert rest.buttons == [["🗑"], ["‹ Назад"]]


async def test_a_search_is_typed_and_its_pages_are_of_the_same_search(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.forges(ToysView().data)
    await olga.presses("🔎 Найти", on=await olga.last())

    found = await olga.types("КУБИК")
    assert found.text.startswith("Игрушки · 11")
    assert found.labels[2] == "🔎 КУБИК"
    assert (await olga.presses("›", on=found)).text.splitlines() == ["Игрушки · 11", "", "14  Кубик 14"]

    await olga.presses("🔎 КУБИК", on=found)
    nobody = await olga.types("Поезд")
    assert nobody.text.splitlines() == ["Игрушки · 0", "", "Никого. Ищите иначе: 🔎"]
    await olga.presses("🔎 Поезд", on=nobody)
    assert (await olga.presses("Показать все")).text.startswith("Игрушки · 14")


async def test_another_period_is_a_tap_or_a_line(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.forges(ToyReport(first=date(2026, 11, 1), last=date(2026, 11, 30)).data)
    november = await olga.last()
    assert november.text == "ноябрь"
    assert november.buttons == [["День", "Неделя", "• Месяц"], ["Квартал", "Год", "📅 Даты"], ["‹ октябрь"]]

    october = await olga.presses("‹ октябрь", on=november)
    assert (october.text, october.buttons[-1]) == ("октябрь", ["‹ сентябрь", "ноябрь ›"])
    quarter = await olga.presses("Квартал", on=october)
    assert (quarter.text, quarter.buttons[-1]) == ("1.10–31.12", ["‹ 1.07–30.09"])
    assert (await olga.presses("День", on=quarter)).text == "20.11"
    await olga.presses("📅 Даты")
    own = await olga.types("1.11-15.11")
    assert (own.text, own.buttons[-1]) == ("1–15.11", ["‹ 17–31.10", "16–30.11 ›"])


async def test_who_may_not_is_refused_and_so_is_what_is_not_there(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")

    assert await anna.forges(ToysView().data) == REFUSAL
    assert await olga.forges(ToyCard(toy_id=99).data) == REFUSAL
    assert await olga.forges("ask:find") == REFUSAL


async def test_too_many_buttons_are_a_mistake_of_ours() -> None:
    row = (Button("Да", "p:1:link"),)
    with pytest.raises(ValueError, match="too many"):
        ToyCard().card(bold("Мяч"), (row,) * 9)
    with pytest.raises(ValueError, match="too many"):
        ToyCard().card(bold("Мяч"), ((Button("Передать", "p:1:link"),) * 4,))
