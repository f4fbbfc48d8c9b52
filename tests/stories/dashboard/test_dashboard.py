"""The dashboard of the Mini App: who is let in, and what they see there."""

import hashlib
import hmac
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import update

from sales.core.money import ROUBLE
from sales.core.people import Role
from simulator.acts.apps import sign_init_data
from storage.payments.receipts import NewFact
from storage.tables import PersonRow
from tests.stories.door.knocking import Answered, Visitor, before_door
from tests.town import TOKEN, Someone, Town

SECTIONS = ("pace", "payments", "team", "funnel", "debts", "forecast")


def word_of(town: Town, someone: Someone, **more: str) -> str:
    """What Telegram tells the app of who has opened it."""
    return f"tma {town.core.sign_init_data(someone.phone.id, **more)}"


async def looks(visitor: Visitor, path: str, word: str, page: str = "") -> Answered:
    """`page`: which the page has made up itself."""
    said = {"Authorization": word, **({"X-Page": page} if page else {})}
    return await visitor.asks(f"/app/api/{path}", headers=said)


def carried(answered: Answered) -> str:
    return f"session {answered.headers['X-Session']}"


async def test_the_vector_of_telegrams_signature(town: Town) -> None:
    user = '{"id":101,"first_name":"Анна","language_code":"ru"}'
    at = town.clock.now().fromtimestamp(1795514400, town.clock.now().tzinfo)
    signed = dict(parse_qsl(sign_init_data("123456789:TEST-TOKEN-not-real", {}, at)))
    assert signed["auth_date"] == "1795514400"

    made = dict(
        parse_qsl(
            sign_init_data(
                "123456789:TEST-TOKEN-not-real",
                {"id": 101, "first_name": "Анна", "language_code": "ru"},
                at,
                query_id="AAHdF6IQAAAAAN0XohDhrOrc",
                start_param="week",
            )
        )
    )
    assert made["user"] == user
    assert made["hash"] == "9efefefad270cba55bd7b66de00a7dcd8a1359103daf7fc72d3e6b7a02c27120"


async def test_a_manager_sees_their_own_and_a_lead_the_department(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    for someone, client, sum_ in ((anna, "Вектор", 150), (boris, "Медлайн", 70)):
        await town.has_clients(someone, client)
        await town.expects(someone, client, sum_ * 1000)
        await someone.types(f"пришло {sum_}к {client}")

    async with before_door(town) as visitor:
        first = await looks(visitor, "me", word_of(town, anna))
        own = await looks(visitor, "payments", carried(first))
        hers = await looks(visitor, "team", carried(first))
        leads = await looks(visitor, "me", word_of(town, olga))
        of_all = await looks(visitor, "payments", carried(leads))
        pace = await looks(visitor, "pace", carried(leads))

    assert "план не задан" in pace.json["picture"], "no plan is no plan of nothing"
    assert first.json["sections"] == ["pace", "payments", "funnel", "debts", "forecast"]
    assert own.json["head"].replace("\u00a0", " ") == "Сегодня пришло 150 тыс"
    assert "Медлайн" not in own.text
    assert hers.status == 404
    assert of_all.json["head"].replace("\u00a0", " ") == "Сегодня пришло 220 тыс"


async def test_another_week_tells_of_its_own_days(town: Town) -> None:
    """Not of today, which is none of them; and a day's money is not what came before Reper."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    [client] = await town.has_clients(anna, "Вектор")
    async with town.database.write() as tx:
        for amount, ago in ((150_000, -8), (70_000, 0), (20_000, -10)):
            await tx.as_(anna.actor).receipts.record(NewFact(client, amount * ROUBLE, town.today(ago)))
    await town.expects(anna, "Вектор", 40_000, on=town.today(5))

    async with before_door(town) as visitor:
        for someone in (anna, olga):
            word = carried(await looks(visitor, "me", word_of(town, someone)))
            now = (await looks(visitor, "payments", word)).json
            before = (await looks(visitor, "payments?from=2026-11-09&to=2026-11-15", word)).json
            after = (await looks(visitor, "payments?from=2026-11-23&to=2026-11-29", word)).json
            heads = [each["head"].replace("\u00a0", " ") for each in (before, now, after)]
            assert heads == ["Пришло 170 тыс", "Сегодня пришло 70 тыс", "Пришло 0"]
            assert [each.replace("\u00a0", " ") for each in after["lines"]] == ["ещё ждём 40 тыс"]
            assert [row[2].replace("\u00a0", " ") for row in before["table"]["rows"]][1:4:2] == ["20", "150"]


async def test_every_section_answers_whoever_may_see_it(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    director, assistant = await town.director("Дмитрий"), await town.assistant("Софья")
    assert town.owner is not None
    await town.has_clients(anna, "Вектор")
    await town.expects(anna, "Вектор", 90_000, on=town.today(-20))

    async with before_door(town) as visitor:
        for someone in (anna, olga, director, assistant, town.owner):
            me = await looks(visitor, "me", word_of(town, someone))
            for name in me.json["sections"]:
                card = await looks(visitor, name, carried(me))
                assert card.status == 200, (someone.phone.name, name)
                assert card.json["title"]
                again = await visitor.asks(
                    f"/app/api/{name}", headers={"Authorization": carried(me), "If-None-Match": card.headers["ETag"]}
                )
                assert (again.status, "X-Session" in again.headers) == (304, True)
        debts = await looks(visitor, "debts", carried(me))

    assert debts.json["rows"][0]["label"] == "Вектор"
    assert debts.json["rows"][0]["start"].startswith("d_")


async def test_the_department_of_others_is_as_good_as_none(town: Town) -> None:
    anna, zarina = await town.manager("Анна"), await town.lead_elsewhere("Зарина")
    await town.has_clients(anna, "Вектор")

    async with before_door(town) as visitor:
        for someone in (anna, zarina):
            me = await looks(visitor, "me", word_of(town, someone))
            for name in me.json["sections"]:
                foreign = town.department_id if someone is zarina else 10**6
                for wrong in (foreign, 10**6, 2**63 - 1):
                    assert (await looks(visitor, f"{name}?department={wrong}", carried(me))).status == 404, name
            for nonsense in ("-1", "1_0", "٣", "9" * 30, "0" * 20 + "9" * 30, "x"):
                assert (await looks(visitor, f"pace?department={nonsense}", carried(me))).status == 400


async def test_fifty_of_each_forgery_are_turned_away(town: Town) -> None:
    anna = await town.manager("Анна")
    stranger = await town.stranger()
    good = town.core.sign_init_data(anna.phone.id)
    fields = dict(parse_qsl(good))
    at, user = town.clock.now(), town.core.world.person(anna.phone.id).to_wire()

    def forged(**changed: str) -> str:
        return f"tma {urlencode({**fields, **changed})}"

    words = {
        "none": "",
        "empty": "tma ",
        "another person": forged(user=fields["user"].replace(str(anna.phone.id), "999")),
        "one field more": forged(start_param="day"),
        "foreign bot": f"tma {sign_init_data('43:another', user, at)}",
        "old": f"tma {sign_init_data(TOKEN, user, at - timedelta(minutes=61))}",
        "of tomorrow": f"tma {sign_init_data(TOKEN, user, at + timedelta(minutes=2))}",
        "of nobody": f"tma {sign_init_data(TOKEN, {}, at)}",
        "without a user": sign_without_user(at),
        "of a user without a number": f"tma {sign_init_data(TOKEN, {'first_name': 'Анна'}, at)}",
        "of the bot itself": f"tma {sign_init_data(TOKEN, {'id': 42, 'first_name': 'Reper', 'is_bot': True}, at)}",
        "in other letters": forged(hash=fields["hash"].upper()),
        "without a hash": f"tma {urlencode({name: said for name, said in fields.items() if name != 'hash'})}",
        "a hash in Russian": forged(hash="я" * 64),
        "a stranger's": f"tma {sign_init_data(TOKEN, town.core.world.person(stranger.phone.id).to_wire(), at)}",
        "long": "tma " + "a=b&" * 5000,
        "a session of nobody": "session 1.1.1.1." + "0" * 64,
        "bearer": "Bearer rpr_x",
    }
    async with before_door(town) as visitor:
        for what, word in words.items():
            for n in range(50):
                answered = await looks(visitor, (*SECTIONS, "me")[n % 7], word)
                assert answered.status in {401, 400}, what
                assert "X-Session" not in answered.headers


async def test_a_word_of_telegram_is_good_once(town: Town) -> None:
    """But for the page that has shown it, whose answer was lost on the way."""
    anna = await town.manager("Анна")
    word = word_of(town, anna)

    async with before_door(town) as visitor:
        assert (await looks(visitor, "me", word, "page")).status == 200
        assert (await looks(visitor, "me", word, "page")).status == 200
        pages = ("", "another", "page" * 400)
        assert [(await looks(visitor, "me", word, pages[n % 3])).status for n in range(50)] == [401] * 50
        await town.clock.jump(timedelta(seconds=31))
        assert (await looks(visitor, "me", word, "page")).status == 401


def sign_without_user(at: datetime) -> str:
    """Signed as it should be, and of nobody: as where somebody opens the app from a channel."""
    fields = {"auth_date": str(int(at.timestamp())), "chat_type": "channel"}
    key = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
    said = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    return f"tma {urlencode({**fields, 'hash': hmac.new(key, said.encode(), hashlib.sha256).hexdigest()})}"


async def test_the_longest_look_is_twelve_hours_and_the_role_is_that_of_each_moment(town: Town) -> None:
    anna = await town.manager("Анна")
    assert town.owner is not None

    async with before_door(town) as visitor:
        word = carried(await looks(visitor, "me", word_of(town, anna)))
        assert (await looks(visitor, "team", word)).status == 404
        async with town.database.write() as tx:
            await tx.session.execute(update(PersonRow).where(PersonRow.id == anna.id).values(role=Role.LEAD))
        assert (await looks(visitor, "team", word)).status == 200
        for _ in range(12 * 60 // 14):
            await town.clock.jump(timedelta(minutes=14))
            answered = await looks(visitor, "me", word)
            assert answered.status == 200
            word = carried(answered)
        await town.clock.jump(timedelta(minutes=8))
        assert (await looks(visitor, "me", word)).status == 401


async def test_a_manager_has_a_line_of_the_month_with_a_table(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    async with town.database.write() as tx:
        for someone, plan in ((anna, 1_000_000), (boris, 3_000_000)):
            await tx.as_(olga.actor).plans.set_person(someone.id, town.today().replace(day=1), plan * ROUBLE)
    for someone, client, said in ((anna, "Вектор", "пришло 300к Вектор"), (boris, "Лотос", "пришло 900к Лотос")):
        await town.has_clients(someone, client)
        await someone.types(said)

    async with before_door(town) as visitor:
        own = (await looks(visitor, "pace", word_of(town, anna))).json
        whole = (await looks(visitor, "pace", word_of(town, olga))).json

    assert own["head"].replace("\u00a0", " ") == "0,30 из 1,00 млн"
    assert "Отдел: 1,20 из 4,00 млн" in [each.replace("\u00a0", " ") for each in own["lines"]]
    assert own["table"]["head"] == ["Дата · млн ₽", "План", "Факт"]
    last = [each.replace("\u00a0", " ") for each in own["table"]["rows"][-1]]
    assert last == ["30.11", "1,00", ""]
    assert "<polyline" in own["picture"]
    assert "0,30 млн" not in whole["picture"]
    assert "1,20" in whole["head"]


async def test_who_works_here_no_more_is_turned_away_at_once(town: Town) -> None:
    anna = await town.manager("Анна")
    assert town.owner is not None

    async with before_door(town) as visitor:
        me = await looks(visitor, "me", word_of(town, anna))
        async with town.database.write() as tx:
            await tx.as_(town.owner.actor).handovers.deactivate(anna.id)
        assert (await looks(visitor, "pace", carried(me))).status == 401


async def test_a_quarter_of_an_hour_without_a_look_ends_it(town: Town) -> None:
    anna = await town.manager("Анна")

    async with before_door(town) as visitor:
        me = await looks(visitor, "me", word_of(town, anna))
        await town.clock.jump(timedelta(minutes=14))
        later = await looks(visitor, "pace", carried(me))
        await town.clock.jump(timedelta(minutes=14))
        assert (await looks(visitor, "pace", carried(later))).status == 200
        assert (await looks(visitor, "pace", carried(me))).status == 401


NO_DAYS = (
    *("pace?month=2026-13", "pace?month=x", "pace?month=0001-01", "pace?month=9999-12", "pace?month=1999-12"),
    *(
        "payments?from=x",
        "payments?to=2020-01-01",
        "payments?from=9999-12-31&to=9999-12-31",
        "payments?from=0001-01-01",
    ),
    *("payments?from=2026-01-01&to=2026-12-31", "payments?to=٢٠٢٦-11-20", "pace?month=2026-11%00"),
)


async def test_a_day_that_is_none_is_told(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")

    async with before_door(town) as visitor:
        for someone in (anna, olga):
            word = carried(await looks(visitor, "me", word_of(town, someone)))
            assert [(await looks(visitor, each, word)).status for each in NO_DAYS] == [400] * len(NO_DAYS)
            for far in ("pace?month=2000-01", "pace?month=2099-12", "payments?from=2099-12-01&to=2099-12-31"):
                assert (await looks(visitor, far, word)).status == 200, far


async def test_the_page_is_small_and_lets_nothing_foreign_in(town: Town) -> None:
    async with before_door(town) as visitor:
        page, *files = [await visitor.asks(path) for path in ("/app", "/app/app.js", "/app/app.css", "/app/sw.js")]
        assert (await visitor.asks("/app/index.html")).status == 404
        assert (await visitor.asks("/app/../proof.py")).status == 404

    assert {each.status for each in (page, *files)} == {200}
    assert sum(len(each.body) for each in (page, *files)) < 60_000
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'self'; script-src 'self' https://telegram.org; frame-ancestors https://web.telegram.org"
    )
    assert 'src="https://telegram.org/js/telegram-web-app.js"' in page.text
    assert files[-1].headers["Service-Worker-Allowed"] == "../app", "the page stands above what keeps it"


async def test_a_row_leads_back_into_the_chat(town: Town) -> None:
    anna, zarina = await town.manager("Анна"), await town.lead_elsewhere("Зарина")
    [client] = await town.has_clients(anna, "Вектор")
    payment = await town.expects(anna, "Вектор", 90_000, on=town.today(-20))

    assert "Вектор" in (await anna.starts(f"c_{client}")).text
    assert "90 тыс" in (await anna.starts(f"d_{payment}")).text.replace("\u00a0", " ")
    assert "90 000" in (await anna.starts(f"p_{payment}")).text.replace("\u00a0", " ")
    foreign, absent = await zarina.starts(f"p_{payment}"), await zarina.starts("p_999999")
    assert foreign.text == absent.text
    assert "Вектор" not in foreign.text


async def test_a_new_department_is_told_what_to_do_first(town: Town) -> None:
    """And a tap leads to it in the chat, with its button."""
    assert town.owner is not None

    async def first(someone: Someone) -> str:
        async with before_door(town) as visitor:
            await town.clock.jump(timedelta(minutes=1))
            return str((await looks(visitor, "pace", word_of(town, someone))).json["step"])

    olga = await town.lead("Ольга")
    assert await first(olga) == "Менеджеров пока нет. Пригласите первого."
    assert (await olga.starts("first")).labels == ["➕ Менеджер"]
    anna, director = await town.manager("Анна"), await town.director("Денис")
    assert await first(olga) == "Плана на месяц пока нет."
    assert (await olga.starts("first")).labels == ["🎯 Задать план"]
    assert await first(anna) == "Напишите боту первую строку: оплата 150к Ромашка завтра"
    assert "💰 Оплата" in (await anna.starts("first")).labels
    await town.has_clients(anna, "Вектор")
    await anna.types("пришло 70к Вектор")
    assert [await first(each) for each in (anna, director)] == ["", ""]
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, town.today().replace(day=1), 1_000_000 * ROUBLE)
    assert await first(olga) == ""


async def test_before_there_is_a_department(bare_town: Town) -> None:
    async with bare_town.database.write() as tx:
        link = await tx.system.invitations.owner_link()
    irina = await bare_town.stranger("Ирина")
    await irina.starts(link or "")
    async with before_door(bare_town) as visitor:
        me = await looks(visitor, "me", word_of(bare_town, irina))
        assert me.json["sections"] == []
        assert me.json["empty"] == "Отдела пока нет. Создать первый: /start"
        assert (await looks(visitor, "pace", carried(me))).status == 404


async def test_its_button_is_shown_where_the_house_has_an_address(town: Town) -> None:
    olga = await town.lead("Ольга")

    assert "📈 Дашборд" not in (await olga.types("/svod")).labels
