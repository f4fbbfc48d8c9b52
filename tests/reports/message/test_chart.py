"""A report as a picture: of a phone's width, for one person and for thirty, with and without a month."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from fontTools.ttLib import TTFont

from reports.message.files.chart import WIDTH, Bar, DaysLine, Picture
from reports.message.files.svg import font_file, size_in, text
from reports.message.language import speaking
from sales.plans.pace import Light
from simulator.state.files import picture_size

M = 100_000_000


def bars(count: int) -> list[Bar]:
    return [Bar(f"Менеджер {n}", "1,20 из 2,00 млн", n * M // 10, 2 * M, Light.YELLOW) for n in range(count)]


def month(days: int, fact: Sequence[int], ahead: int | None = None) -> DaysLine:
    each, planned = [date(2026, 11, 1) + timedelta(n) for n in range(days)], [M * n // 5 for n in range(days)]
    return DaysLine("Деньги, млн", each, planned, fact, "план 4 млн", "20.11: пришло 2 млн", ahead)


def drawn(bars: Sequence[Bar], line: DaysLine | None) -> bytes:
    return Picture("Сводный отчёт · ноябрь", "На 20.11, 18:00", bars, line).draw()


def size(content: bytes) -> tuple[int, int]:
    found = picture_size(content)
    assert found is not None
    return found


def test_what_the_font_has_not_is_no_box() -> None:
    said = text((0, 0), "🌼 Ромашка ⚠️ 3 · → 66,7 % ▶ Договор №5 − 1 ₽…", 20, "#000")
    drawn = said[said.index(">") + 1 : said.rindex("<")]
    assert drawn == "Ромашка 3 · › 66,7 % › Договор №5 − 1 ₽…"
    assert {ord(each) for each in drawn} <= set(TTFont(font_file()).getBestCmap())


@pytest.mark.parametrize("people", [1, 5, 30])
def test_it_is_as_wide_as_a_phone_and_as_long_as_it_needs(people: int) -> None:
    width, height = size(drawn(bars(people), month(30, [0, M, 2 * M], 4 * M)))

    assert width == WIDTH
    assert height > 96 * people


def test_the_period_before_is_a_thin_line_on_the_same_scale() -> None:
    svg = Picture("Воронка", "", [Bar("Лид", "6 · октябрь: 12", 6, 6, before=12), Bar("Контакт", "5", 5, 6)]).to_svg()
    boxes = re.findall(r'<rect [^>]*width="([0-9.]+)" height="([0-9.]+)" rx', svg)
    assert [(float(width), float(height)) for width, height in boxes] == [
        (486, 42),
        (486, 42),
        (972, 10),
        (486, 42),
        (405, 42),
    ]


def test_more_people_make_it_longer() -> None:
    assert size(drawn(bars(9), None))[1] > size(drawn(bars(3), None))[1]


@pytest.mark.parametrize(
    "line",
    [
        None,
        month(28, []),
        month(30, [0]),
        month(30, [M] * 30, None),
        month(30, [-M, 0, M], 30 * M),
    ],
)
def test_a_month_of_any_shape_is_drawn(line: DaysLine | None) -> None:
    assert size(drawn(bars(2), line))[0] == WIDTH


def test_nobody_a_refund_and_a_name_of_any_length_are_drawn() -> None:
    odd = [Bar("Александра-Константина фон Преображенская", "−1 млн · план не задан", -M), *bars(1)]

    assert size(drawn(odd, None)) > (0, 0)
    assert size(drawn([], None)) > (0, 0)


def test_a_dollar_or_markup_in_a_name_is_no_formula() -> None:
    assert size(drawn([Bar("$x^2$ <b>&", "$\\frac", M, M, Light.GREEN)], None)) > (0, 0)


def test_a_long_name_has_a_line_of_its_own_above_its_figures() -> None:
    """They stood on one another."""
    label = "1,20 из 2,00 млн · 85,7 %"
    short, long = Bar("Анна", label, M), Bar("Анна Преображенская-К.", label, M)

    assert (short.is_wide, long.is_wide) == (False, True)
    assert long.height > short.height


@pytest.mark.parametrize("said", ["Сводный отчёт · ноябрь на 20.11", "Отдел: 2,70 из 4,00 млн · темп 92,3 %"])
def test_a_text_stays_within_its_width_in_the_font_itself(said: str) -> None:
    font = TTFont(font_file())
    names, units = font.getBestCmap(), font["head"].unitsPerEm
    wide = sum(font["hmtx"][names[ord(letter)]][0] for letter in said) / units

    assert wide * size_in(500, said, 54) <= 500


@pytest.mark.parametrize("top", [1, 99, 12_345, M - 1, M, 4 * M, 123_456_789_00])
def test_an_axis_has_few_round_sums(top: int) -> None:
    with speaking("ru"):
        line = DaysLine("", [date(2026, 11, 1)], [top], [top], "", "")
        told = re.findall(r'font-size="36"[^>]*>([^<]+)<', Picture("", "", (), line).to_svg())

    assert len(told) - 1 <= 4  # beside the day


def test_it_is_the_same_on_every_machine() -> None:
    """No letter is taken of the machine's own fonts, and what has no letter is left out."""
    assert drawn([Bar("Анна 🟢", "1 ₽", M)], None) == drawn([Bar("Анна 🟢", "1 ₽", M)], None)
