"""Rates and steps typed by an owner, and what is not understood of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import Percent
from sales.results.bonus import BonusStep, StepMistake, WrongRateError, WrongStepsError
from sales.results.bonus_text import BonusTextMistake, WrongBonusTextError, parse_rate, parse_steps

STEPS = (
    BonusStep(Percent(0), 0),
    BonusStep(Percent(800), 80),
    BonusStep(Percent(1000), 100),
    BonusStep(Percent(1200), 125),
)


@pytest.mark.parametrize(
    ("text", "rate"),
    [("1,5 %", 150), ("1.5", 150), (" 3% ", 300), ("0", 0), ("0,25%", 25), ("100", 10_000)],
)
def test_rates(text: str, rate: int) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "полтора", "-1", "1e3", "١٥", "1_000", "1,555", "1 5", "NaN"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(WrongBonusTextError) as refused:
        parse_rate(text)
    assert (refused.value.mistake, refused.value.fragment) == (BonusTextMistake.NOT_A_RATE, text)


def test_a_rate_above_a_hundred_percent() -> None:
    with pytest.raises(WrongRateError):
        parse_rate("100,01")


@pytest.mark.parametrize(
    "text",
    [
        "0 0; 80 0,8; 100 1; 120 1,25",
        "0 % – 0\n80 % – 0.8\n\n100 % – 1\n120 % – 1.25\n",
        "от 0: 0; от 80: 0,80; от 100: 1,00; от 120: 1,25;",
        "0=0;80=0.8;100=1;120=1.25",
        "0 - 0; 80 - 0,8; 100 - 1; 120 - 1,25",
    ],
)
def test_steps(text: str) -> None:
    assert parse_steps(text) == STEPS


def test_a_step_may_begin_at_a_tenth() -> None:
    assert parse_steps("0 1; 99,5 1,1")[1] == BonusStep(Percent(995), 110)


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("0 0; восемьдесят 1", "восемьдесят 1"),
        ("80", "80"),
        ("0 0; 1201", "1201"),
        ("0 0; 80 -1", "80 -1"),
        ("0 ٣", "0 ٣"),
    ],
)
def test_what_is_no_step(text: str, fragment: str) -> None:
    with pytest.raises(WrongBonusTextError) as refused:
        parse_steps(text)
    assert (refused.value.mistake, refused.value.fragment) == (BonusTextMistake.NOT_A_STEP, fragment)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", StepMistake.NONE),
        ("80 1", StepMistake.GAP_BELOW),
        ("0 0; 100 1; 80 0,8", StepMistake.NOT_ASCENDING),
        ("0 10,01", StepMistake.WRONG_COEFFICIENT),
    ],
)
def test_steps_that_cannot_be_kept(text: str, mistake: StepMistake) -> None:
    with pytest.raises(WrongStepsError) as refused:
        parse_steps(text)
    assert refused.value.mistake is mistake


@given(st.text(max_size=40))
def test_any_text_is_steps_or_a_mistake(text: str) -> None:
    try:
        parse_steps(text)
    except (WrongBonusTextError, WrongStepsError):
        pass
    else:
        assert text
