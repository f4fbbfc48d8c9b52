"""Each kind of event is told, by whatever door its record comes; only what was chosen, names by their scope."""

from datetime import timedelta

from sales.asks.ask import AskKind
from sales.clients.forgetting import ForgetReason
from sales.door.tokens import TokenKind, TokenScope
from sales.hooks.events import HookEvent
from storage.asks.ask_changes import NewAsk
from tests.sales.bank.statements import sample
from tests.stories.bank.test_statement import open_office, opens
from tests.stories.checkins.checkin_day import at
from tests.stories.door.knocking import before_door, has_token
from tests.stories.hooks.program import connect, open_program
from tests.stories.imports.bases import make_csv
from tests.stories.week.week_days import MONDAY, frozen
from tests.town import Town


async def test_a_week_of_a_department_is_told_kind_by_kind(town: Town) -> None:
    """Money awaited, moved, given up and taken back; a fact, vouched for and undone; a deal, clients, tasks."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    async with open_program() as program:
        sender, _secret = await connect(town, program)
        (vector,) = await town.has_clients(anna, "Вектор")
        await town.expects(anna, "Вектор", 150_000, town.today(0), 80)
        await town.clock.jump(timedelta(minutes=1))
        await anna.types("Вектор перенёс на завтра, ждут счёт")
        await anna.types("/undo")
        await anna.types("пришло 50к Вектор")
        async with town.database.write() as tx:
            (fact,) = await tx.as_(olga.actor).receipts.of_client(vector)
            await tx.as_(olga.actor).confirmations.confirm(fact.receipt_id or fact.id)
        await anna.types("/undo")
        async with town.database.write() as tx:
            mine = tx.as_(anna.actor)
            deal = await mine.deals.create(vector, "Поставка", 30_000_000)
            await mine.stage_moves.move(deal.id, "contract")
            gone = (await mine.clients.create("ЗАО Вектор")).id
        async with town.database.write() as tx:
            lead = tx.as_(olga.actor)
            await lead.client_merges.merge(vector, gone)
            given = await lead.ask_changes.give(NewAsk(AskKind.TASK, "Позвонить", anna.id, vector))
            refused = await lead.ask_changes.give(NewAsk(AskKind.TASK, "Заехать", anna.id, vector))
        async with town.database.write() as tx:
            await tx.as_(anna.actor).ask_changes.finish(given.id)
            await tx.as_(anna.actor).ask_changes.decline(refused.id, "не успею")
        await anna.types("оплата 70к Вектор завтра")
        await anna.presses("↩️ Отменить", on=await anna.last())
        await at(town, "11:45", "11:47")
        await anna.presses("Без изменений", on=await anna.sees("Факт оплат"))
        await frozen(town, MONDAY)
        while await sender.look():
            pass
        assert {*program.types} >= {each.value for each in HookEvent} - {"client.forgotten"}
        assert [each["id"] for each in program.data_of("ask.done")] == [given.id]
        assert program.data_of("deal.moved")[-1]["to"] == "contract"
        assert program.data_of("payment.moved")[-1]["due_on"] == "2026-11-20", "undone, so moved back"
        assert program.data_of("client.merged") == [{"id": vector, "owner_id": anna.id, "gone_id": gone}]
        assert [each["amount"] for each in program.data_of("payment.cancelled")] == [7_000_000]
        assert "Вектор" not in str(program.told)


async def test_whatever_the_door_a_client_and_confirmed_money_are_told(town: Town) -> None:
    """A file with clients, a site, a program; the bank's file."""
    office = await open_office(town)
    async with open_program() as program, before_door(town) as visitor:
        sender, _secret = await connect(town, program, TokenScope.READ_CLIENTS)
        await office.olga.sends_document(
            "база.csv", make_csv(("Заря", "7707083893", "", "", "Анна"), ("Луч", "", "", "", ""))
        )
        await office.olga.presses("✅ Загрузить", on=await office.olga.sees("📥"))
        site = await has_token(town, TokenKind.LEAD)
        await visitor.posts(f"/hook/lead/{site}", json={"name": "Пётр", "phone": "89161234567"})
        key = await has_token(town, TokenKind.API, TokenScope.WRITE_CLIENTS)
        await visitor.posts("/api/v1/clients", key, key="1", json={"name": "Север", "person_id": office.anna.id})
        while await sender.look():
            pass
        made = {each["client_name"]: each.get("owner_name") for each in program.data_of("client.created")}
        assert made.keys() == {"Заря", "Луч", "Пётр", "Север"}
        assert made["Заря"] == "Анна"

        program.told.clear()
        await office.olga.presses("✅ Подтвердить 4", on=await opens(office.olga, sample()))
        while await sender.look():
            pass
        recorded = {each["id"] for each in program.data_of("fact.recorded")}
        confirmed = program.data_of("fact.confirmed")
        assert len(recorded) > 0
        assert recorded | {office.said_id} == {each["id"] for each in confirmed}
        assert {each["client_name"] for each in confirmed} >= {"Вектор"}


async def test_a_program_is_told_only_what_was_chosen_and_no_name_of_a_forgotten_client(town: Town) -> None:
    anna, owner = await town.manager("Анна"), town.owner
    assert owner is not None
    async with open_program() as program:
        sender, _secret = await connect(town, program, TokenScope.READ_CLIENTS)
        async with town.database.write() as tx:
            mine = tx.as_(owner.actor)
            (token,) = await mine.door_tokens.list_all()
            for event in set(HookEvent) - {HookEvent.CLIENT_CREATED, HookEvent.CLIENT_FORGOTTEN}:
                await mine.hook_addresses.choose_event(token.id, event)
        (zoya,) = await town.has_clients(anna, "ИП Зоя")
        await anna.types("оплата 150к Зоя завтра")
        async with town.database.write() as tx:
            await tx.as_(owner.actor).client_forgetting.forget(zoya, ForgetReason.ASKED)
        await sender.look()
        assert program.types == ["client.created", "client.forgotten"]
        assert "Зоя" not in str(program.told)
