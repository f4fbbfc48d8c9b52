"""The screens of what deals come to in a period: they lead to one another."""

from enum import StrEnum

from reports.svod.presses import PeriodAddress


class FunnelPart(StrEnum):
    COHORT = "cohort"
    NOW = "now"
    """What is open at this moment, stage by stage."""


class DealPeriodAddress(PeriodAddress):
    """Person 0: all of the department; for a manager oneself."""

    person_id: int = 0


class FunnelAddress(DealPeriodAddress):
    name = "funnel"

    part: FunnelPart = FunnelPart.COHORT


class FunnelPictureAddress(DealPeriodAddress):
    name = "funnel_picture"


class FunnelBookAddress(DealPeriodAddress):
    name = "funnel_book"


class KpiAddress(DealPeriodAddress):
    name = "kpi"


class KpiPictureAddress(DealPeriodAddress):
    name = "kpi_picture"


class KpiBookAddress(DealPeriodAddress):
    name = "kpi_book"


class TopAddress(PeriodAddress):
    """By pace; `page` 2 shows everybody to who reads all rows."""

    name = "top"
