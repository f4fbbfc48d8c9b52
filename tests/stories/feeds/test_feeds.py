"""A table of a department for =IMPORTDATA: by its link alone, in the sheet's own manner, of nobody else."""

from sales.door.tokens import TokenKind
from tests.stories.door.knocking import before_door, has_token
from tests.town import Town


async def test_a_sheet_reads_money_plans_and_nothing_that_was_taken_back(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "-Альфа", "Вектор")
    await town.expects(anna, "Вектор", 150_000)
    await anna.types("пришло 50к Вектор")
    await anna.types("возврат 10к Вектор")
    await anna.types("пришло 77к -Альфа")
    await anna.types("/undo")
    token = await has_token(town, TokenKind.FEED)
    async with before_door(town) as visitor:
        facts = await visitor.asks(f"/feed/{token}/facts.csv?sep=;&locale=ru")
        assert facts.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert facts.body.startswith(b"\xef\xbb\xbf")
        head, *rows = facts.text.splitlines()
        assert head == "день;клиент;менеджер;сумма;доверие;комментарий;номер"
        assert [row.split(";")[3] for row in rows] == ["-10000,00", "50000,00"]
        assert all("заявлено" in row for row in rows)

        payments = (await visitor.asks(f"/feed/{token}/payments.csv")).text.splitlines()
        assert "2026-11-20,2026-11-20,Вектор,Анна,150000.00," in payments[1]
        svod = (await visitor.asks(f"/feed/{token}/svod.csv?month=2026-11")).text.splitlines()
        assert svod[-1].startswith("Итого,,40000.00,")

        again = await visitor.asks(
            f"/feed/{token}/facts.csv?sep=;&locale=ru", headers={"If-None-Match": facts.headers["ETag"]}
        )
        assert (again.status, again.body) == (304, b"")
        assert (await visitor.asks(f"/feed/{token}/facts.csv?sep=|")).status == 400
        assert (await visitor.asks(f"/feed/{token}/svod.csv?month=2026-13")).status == 400
        for absent in (f"/feed/{token}/people.csv", "/feed/x/facts.csv", f"/feed/{token}"):
            assert (await visitor.asks(absent)).status == 404


async def test_a_sheet_of_one_department_knows_nothing_of_another(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 150_000)
    home = town.department_id
    lead = await town.lead_elsewhere("Зарина")
    town.department_id = lead.actor.department_id or 0
    foreign = await has_token(town, TokenKind.FEED)
    town.department_id = home
    async with before_door(town) as visitor:
        assert len((await visitor.asks(f"/feed/{foreign}/payments.csv")).text.splitlines()) == 1
