"""The bonus sheet (SPEC 12): base + Σ(fact × rate) × K(% of plan). Data for the calculation, not payroll."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from sales.core.errors import MistakeError
from sales.core.money import Exact, Kopecks, Percent, half_up

MOST_STEPS = 10
LARGEST_COEFFICIENT = 1000
LARGEST_RATE = 10_000
"""A hundred percent, in hundredths of one."""


class RateKind(StrEnum):
    """What a fact is paid by."""

    REGULAR = "regular"
    NEW_CLIENT = "new_client"
    """Money of the month of a client whose first payment ever is in it; without a rate of its own the regular one."""


class StepMistake(StrEnum):
    NONE = "none"
    TOO_MANY = "too_many"
    GAP_BELOW = "gap_below"
    """The first step does not begin at 0 %: somebody would stand on none."""
    NOT_ASCENDING = "not_ascending"
    WRONG_COEFFICIENT = "wrong_coefficient"


class WrongStepsError(MistakeError):
    """The steps cannot be kept; `number` counts them from 1 and names the wrong one."""

    def __init__(self, mistake: StepMistake, number: int = 0) -> None:
        super().__init__(mistake.value)
        self.mistake = mistake
        self.number = number


class WrongRateError(MistakeError):
    """A rate is from 0 to 100 %."""


@dataclass(frozen=True, slots=True)
class BonusStep:
    """From that percent of the plan up to the next step, K is `hundredths` / 100."""

    start: Percent
    hundredths: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the owner has set; made by `make_scheme`, so that its steps have no gap and no second meaning.

    Rates are in hundredths of a percent: 150 is 1.5 %.
    """

    base: Kopecks
    rates: Mapping[RateKind, int] = field(hash=False)
    steps: tuple[BonusStep, ...]

    def coefficient(self, done: Percent) -> Fraction:
        """K of the step that the percent of the plan stands on, as it is shown; below 0 % the first one."""
        reached = [step for step in self.steps if step.start <= done] or [self.steps[0]]
        return Fraction(reached[-1].hundredths, 100)

    def compute_earned(self, kind: RateKind, fact: Kopecks) -> "Earned":
        """The fact with the rate it is paid by; 0 where none is set."""
        return Earned(fact, self.rates.get(kind, self.rates.get(RateKind.REGULAR, 0)))


@dataclass(frozen=True, slots=True)
class Earned:
    """A fact with its rate. A refund takes back what it had earned."""

    fact: Kopecks
    rate: int

    @property
    def exact(self) -> Fraction:
        """fact × rate in kopecks, before any rounding."""
        return Fraction(self.fact * self.rate, LARGEST_RATE)


@dataclass(frozen=True, slots=True)
class BonusSheet:
    """One person's row. Without a plan there is no K, and no total is claimed: `coefficient`, `total` are None."""

    base: Kopecks
    fact: Kopecks
    by_rates: Kopecks
    done: Percent | None
    coefficient: Fraction | None
    total: Kopecks | None


def make_scheme(base: Kopecks, rates: Mapping[RateKind, int], steps: Sequence[BonusStep]) -> Scheme:
    """Rates from 0 to 100 %; steps as `check_steps` has them. Raises WrongRateError, WrongStepsError."""
    for rate in rates.values():
        check_rate(rate)
    check_steps(steps)
    return Scheme(base, MappingProxyType(dict(rates)), tuple(steps))


def check_steps(steps: Sequence[BonusStep]) -> None:
    """One to ten, the first from 0 %, ascending; K from 0 to 10. Raises WrongStepsError."""
    if not steps:
        raise WrongStepsError(StepMistake.NONE)
    if len(steps) > MOST_STEPS:
        raise WrongStepsError(StepMistake.TOO_MANY, MOST_STEPS + 1)
    if steps[0].start != Percent(0):
        raise WrongStepsError(StepMistake.GAP_BELOW, 1)
    for number, (lower, upper) in enumerate(pairwise(steps), 2):
        if upper.start <= lower.start:
            raise WrongStepsError(StepMistake.NOT_ASCENDING, number)
    for number, step in enumerate(steps, 1):
        if not 0 <= step.hundredths <= LARGEST_COEFFICIENT:
            raise WrongStepsError(StepMistake.WRONG_COEFFICIENT, number)


def check_rate(rate: int) -> int:
    """The rate in hundredths of a percent. Raises WrongRateError."""
    if not 0 <= rate <= LARGEST_RATE:
        raise WrongRateError
    return rate


def bonus_sheet(scheme: Scheme, earned: Iterable[Earned], done: Percent | None) -> BonusSheet:
    """Rounded once, at the end: a kopeck lost on each of a thousand facts would be ten roubles."""
    facts = tuple(earned)
    by_rates: Exact = sum(each.exact for each in facts)
    coefficient = None if done is None else scheme.coefficient(done)
    return BonusSheet(
        scheme.base,
        sum(each.fact for each in facts),
        half_up(by_rates),
        done,
        coefficient,
        None if coefficient is None else half_up(scheme.base + by_rates * coefficient),
    )
