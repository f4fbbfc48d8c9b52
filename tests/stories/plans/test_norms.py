"""Norms: what a profile is asked for, what one person is asked for instead, and where that is seen."""

import pytest

from reports.plans.presses import NormPress
from sales.core.people import Profile
from tests.planning import has_called
from tests.town import Town

REFUSAL = "Эта запись вам недоступна."


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def test_every_profile_begins_with_what_is_usual(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/plan")

    seen = await olga.presses("Нормы")

    assert said(seen.text) == [
        "Нормы · Отдел",
        "",
        "Новые клиенты",
        "📞 20/день · 🤝 8/нед · новые 40/мес",
        "",
        "Текущие клиенты",
        "📞 8/день · 🤝 5/нед · новые 8/мес",
        "",
        "Новые и текущие",
        "📞 10/день · 🤝 6/нед · новые 20/мес",
    ]


async def test_a_profiles_norm_is_a_tap_and_a_number(town: Town) -> None:
    anna = await town.manager("Анна", Profile.HUNTER)
    olga = await town.lead("Ольга")
    await has_called(town, anna, "Вектор", "09:40")
    await olga.types("/plan")
    await olga.presses("Нормы")
    await olga.presses("Новые клиенты")
    await olga.presses("Звонков в день · 20")

    wrong = await olga.types("двадцать пять")
    done = await olga.types("25")

    assert said(wrong.text)[0] == "Нужно целое число до 1000. Например: 12"
    assert said(done.text) == ["Нормы: новые клиенты", "📞 25/день · 🤝 8/нед · новые 40/мес"]
    assert "📞 1 из 25" in (await anna.types("/stats")).text


async def test_a_persons_own_norm_stands_over_the_profiles_and_goes_again(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await olga.types("/team")
    card = await olga.presses("2 Анна")
    assert "📞 10/день · 🤝 6/нед · новые 20/мес" in said(card.text)

    page = await olga.presses("Нормы")
    await olga.presses("Звонков в день · 10")
    await olga.types("5")

    assert said(page.text)[-1] == "как у всего профиля"
    assert "📞 0 из 5" in (await anna.types("/stats")).text
    assert "📞 0 из 10" in (await boris.types("/stats")).text

    await olga.presses("Звонков в день · 5")
    again = await olga.presses("Как у профиля: 10")

    assert said(again.text)[1:] == ["📞 10/день · 🤝 6/нед · новые 20/мес", "как у всего профиля"]


async def test_a_norm_of_nothing_asks_for_nothing(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await olga.forges(NormPress(deed="enter", department_id=0, person_id=anna.id, kind="calls_a_day").pack())
    await olga.types("0")

    assert "📞 0 · 🤝 0" in (await anna.types("/stats")).text


async def test_a_director_reads_the_norms_and_changes_none(town: Town) -> None:
    denis = await town.director("Денис")
    await denis.types("/plan")

    seen = await denis.presses("Нормы")

    assert seen.labels == ["‹ Все планы"]
    press = NormPress(deed="enter", department_id=town.department_id, profile="mixed", kind="calls_a_day")
    assert await denis.forges(press.pack()) == REFUSAL


@pytest.mark.parametrize(("profile", "kind"), [("king", "calls_a_day"), ("mixed", "songs"), ("", "")])
async def test_a_made_up_norm_is_refused(town: Town, profile: str, kind: str) -> None:
    olga = await town.lead("Ольга")

    assert await olga.forges(f"nm:enter:{town.department_id}:0:{profile}:{kind}") == REFUSAL


async def test_cold_warm_and_current_calls_have_norms_of_their_own(town: Town) -> None:
    anna, olga = await town.manager("Анна", Profile.HUNTER), await town.lead("Ольга")
    await town.has_clients(anna, "Заря", "Вектор", "Ким")
    for line in ("холодный звонок Заря: интересно", "тёплый звонок Вектор: ждут счёт", "позвонил Ким: думают"):
        await anna.types(line)
    await olga.types("/plan")
    await olga.presses("Нормы")
    await olga.presses("Новые клиенты")
    await olga.presses("Холодных звонков в день · —")
    asked = await olga.last()
    assert said(asked.text)[1] == "Сейчас: —"
    assert asked.labels[0] == "Обычная: —"

    wrong = await olga.types("10 и 5")
    done = await olga.types("10")

    assert said(wrong.text)[0] == "Нужно целое число до 1000. Например: 12"
    assert said(done.text)[1:] == ["📞 20/день · 🤝 8/нед · новые 40/мес", "В день: холодные 10"]
    kinds = "Холодные 1 из 10 · тёплые 1 · без вида 1"
    assert said((await anna.types("/stats")).text)[1:3] == ["📞 3 из 20 · 🤝 0 · ✅ 0 · ждём 0", kinds]
    week = await anna.presses("Неделя")
    assert said(week.text)[2:4] == [
        "Холодные 1 из 50 · тёплые 1 · без вида 1",
        "Норма: 📞 3,0 % · холодные 2,0 % · 🤝 0,0 %",
    ]
    assert said((await anna.types("/day")).text)[1:3] == ["📞 3 из 20 · 🤝 0 · ✅ 0", kinds]
    assert "Холодные 1 из 140 · тёплые 1 · без вида 1" in said((await anna.types("/kpi")).text)

    assert "Холодные 1 · тёплые 1 · без вида 1" in said((await olga.types("/stats")).text), (
        "several ask different things"
    )
    assert "Холодные 1 · тёплые 1 · без вида 1" in said((await olga.types("/day")).text)
    whole = await olga.types("/kpi")
    assert "Контакты 0 из 40 · през —" in said(whole.text)
    one = await olga.presses("Анна")
    assert "Холодные 1 из 140 · тёплые 1 · без вида 1" in said(one.text)
