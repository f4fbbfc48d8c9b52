"""The week plan in English: as short and as complete as in Russian."""

from pathlib import Path

from tests.planning import received
from tests.stories.checkins.checkin_day import told
from tests.stories.week.week_days import MONDAY, NEXT_FRIDAY, WEDNESDAY, asked, at, frozen, plan_of_month, weeks_in
from tests.town import founded


async def test_the_week_reads_well_in_english(database_file: Path) -> None:
    async with founded(database_file, language="en") as town:
        await town.opens()
        anna, olga = await town.manager("Anna"), await town.lead("Olga")
        async with town.database.write() as tx:
            for someone in (anna, olga):
                await tx.as_(someone.actor).people.set_language("en")
        await town.expects(anna, "Daisy", 150_000, NEXT_FRIDAY, 80)
        await town.expects(anna, "Vector", 340_000, WEDNESDAY, 60)
        await plan_of_month(town, anna, 1000)
        await asked(town)

        draft = (await weeks_in(anna))[-1]
        assert told(draft) == [
            "🗓 Week 23–29 Nov · expected 490 K",
            "Needed 714 K, covered 45.4 %",
            "Confirm by Mon 10:00",
            "",
            "Wed 25 Nov · Vector · 340 K · 60 %",
            "Fri 27 Nov · Daisy · 150 K · 80 %",
        ]
        assert draft.labels[:3] == ["✅ Confirm", "➕ Add", "✏️ Edit"]
        await anna.presses("✅ Confirm")
        await frozen(town)
        await received(town, anna, "School 57", 50, day=MONDAY, wall="10:00")
        await at(town, "18:25", NEXT_FRIDAY)

        table, result = (await weeks_in(olga))[-2:]
        assert told(table)[0] == "🗓 Week 23–29 Nov · 490 K"
        assert told(result)[:3] == [
            "🗓 The week 23–29 Nov: 0.0 % of the plan",
            "Received 0 of 490 K",
            "slipped 490 K (2) · off plan 50 K",
        ]
        wide = [line for each in (*await weeks_in(anna), table, result) for line in told(each) if len(line) > 40]
        assert wide == []
