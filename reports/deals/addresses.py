"""The screens of what deals come to in a period: they lead to one another."""

from reports.svod.presses import PeriodAddress


class DealPeriodAddress(PeriodAddress):
    """Person 0: all of the department; for a manager oneself."""

    person_id: int = 0


class FunnelAddress(DealPeriodAddress):
    name = "fn"

    now: bool = False
    """What is open at this moment, stage by stage."""


class FunnelPictureAddress(DealPeriodAddress):
    name = "fp"


class FunnelBookAddress(DealPeriodAddress):
    name = "fb"


class KpiAddress(DealPeriodAddress):
    name = "kpi"


class KpiPictureAddress(DealPeriodAddress):
    name = "kp"


class KpiBookAddress(DealPeriodAddress):
    name = "kb"


class DealPeopleAddress(DealPeriodAddress):
    """Whose KPI, or whose funnel, where a row of buttons has no room for all."""

    name = "dp"

    funnel: bool = False


class TopAddress(PeriodAddress):
    """By pace; from `page` 2 on everybody, a page at a time, for who reads all rows."""

    name = "top"


class TopPictureAddress(PeriodAddress):
    name = "tp"


class TopBookAddress(PeriodAddress):
    name = "tb"
