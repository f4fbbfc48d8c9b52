"""The words of the trade for what is stored as a code: kinds, outcomes, reasons, days taken."""

from datetime import date

from babel.dates import format_date

from reports.message.language import current_language, pgettext
from reports.message.language import gettext as _
from sales.activities.activities import ActivityType, CallOutcome, ContactKind, MeetingOutcome, Outcome
from sales.deals.stages import Stage
from sales.payments.facts import FactKind, Trust
from sales.payments.payments import MoveReason

SIGNS = {
    ActivityType.CALL: "📞",
    ActivityType.MEETING: "🤝",
    ActivityType.PRESENTATION: "🤝",
    ActivityType.LETTER: "✉️",
    ActivityType.EVENT: "🤝",
    ActivityType.NOTE: "📝",
}


def activity_name(kind: ActivityType) -> str:
    """As a title: «Звонок»."""
    return {
        ActivityType.CALL: lambda: pgettext("activity", "Call"),
        ActivityType.MEETING: lambda: pgettext("activity", "Meeting"),
        ActivityType.PRESENTATION: lambda: pgettext("activity", "Presentation"),
        ActivityType.LETTER: lambda: pgettext("activity", "Letter"),
        ActivityType.EVENT: lambda: pgettext("activity", "Event"),
        ActivityType.NOTE: lambda: pgettext("activity", "Note"),
    }[kind]()


def outcome_label(outcome: Outcome) -> str:
    """As it stands on a button."""
    return {
        CallOutcome.TALKED: lambda: _("Talked"),
        CallOutcome.NO_ANSWER: lambda: _("No answer"),
        CallOutcome.CALL_BACK: lambda: _("Call back"),
        CallOutcome.MEETING_SET: lambda: _("Meeting set"),
        CallOutcome.SEND_PROPOSAL: lambda: _("Send a proposal"),
        CallOutcome.PROMISED_PAYMENT: lambda: _("Promised to pay"),
        CallOutcome.REFUSED: lambda: _("Refused"),
        MeetingOutcome.AGREED: lambda: _("Agreed"),
        MeetingOutcome.THINKING: lambda: _("Thinking it over"),
        MeetingOutcome.PROPOSAL: lambda: _("Wants a proposal"),
        MeetingOutcome.PRESENTATION_WENT_WELL: lambda: _("Presentation went well"),
        MeetingOutcome.PRESENTATION_FAILED: lambda: _("Presentation failed"),
        MeetingOutcome.REFUSED: lambda: _("Refused"),
        MeetingOutcome.DID_NOT_HAPPEN: lambda: _("Did not happen"),
    }[outcome]()


def outcome_words(outcome: Outcome) -> str:
    """As it stands within a line: «обещали оплату»."""
    return inside(outcome_label(outcome))


def call_kind_label(kind: ContactKind) -> str:
    """Of a call, as it stands on a button."""
    return {
        ContactKind.COLD: lambda: pgettext("call", "Cold"),
        ContactKind.WARM: lambda: pgettext("call", "Warm"),
        ContactKind.CURRENT: lambda: pgettext("call", "Current"),
    }[kind]()


def call_kind_words(kind: ContactKind) -> str:
    """As it stands within a line: «холодный»."""
    return inside(call_kind_label(kind))


def calls_of_kind(kind: ContactKind) -> str:
    """Of several: «холодные»."""
    return {
        ContactKind.COLD: lambda: pgettext("calls", "cold"),
        ContactKind.WARM: lambda: pgettext("calls", "warm"),
        ContactKind.CURRENT: lambda: pgettext("calls", "current"),
    }[kind]()


def reason_label(reason: MoveReason) -> str:
    """As it stands on a button: one of the six of SPEC 5."""
    return {
        MoveReason.CLIENT_MOVED: lambda: _("Client moved it"),
        MoveReason.NO_MONEY: lambda: _("No money"),
        MoveReason.AWAITING_DOCUMENTS: lambda: _("Waiting for papers"),
        MoveReason.WRONG_DATE: lambda: _("Wrong date"),
        MoveReason.OUR_FAULT: lambda: _("Our fault"),
        MoveReason.OTHER: lambda: _("Other reason"),
        MoveReason.PROMISED: lambda: _("Promised by the client"),
        MoveReason.WRITTEN_OFF: lambda: _("Written off"),
    }[reason]()


def reason_words(reason: MoveReason) -> str:
    """As it stands within a line: «ждём документы»."""
    return inside(reason_label(reason))


def fact_kind(kind: FactKind) -> str:
    """As a column of a workbook has it."""
    return {
        FactKind.RECEIPT: lambda: _("receipt"),
        FactKind.REFUND: lambda: _("refund"),
        FactKind.OPENING: lambda: _("opening balance"),
    }[kind]()


def trust_words(trust: Trust) -> str:
    """«Подтверждено» or «заявлено», as every sum of facts is marked (SPEC 5)."""
    return _("confirmed") if trust is Trust.CONFIRMED else _("claimed")


def stage_words(stage: Stage) -> str:
    """As it stands within a line: «счёт»; a name of the department's own as it was typed."""
    return stage.name or stage_name(stage.code)


def stage_label(stage: Stage) -> str:
    """As it stands on a button."""
    said = stage_words(stage)
    return said[:1].upper() + said[1:]


def stage_name(code: str) -> str:
    """Of a default stage; of another one its code."""
    names = {
        "lead": lambda: pgettext("stage", "lead"),
        "contact": lambda: pgettext("stage", "contact"),
        "qualification": lambda: pgettext("stage", "qualification"),
        "presentation": lambda: pgettext("stage", "presentation"),
        "proposal": lambda: pgettext("stage", "proposal"),
        "contract": lambda: pgettext("stage", "contract"),
        "invoice": lambda: pgettext("stage", "invoice"),
        "payment": lambda: pgettext("stage", "payment"),
        "refusal": lambda: pgettext("stage", "refusal"),
    }
    return names[code]() if code in names else code


def tell_taken_day(day: date) -> str:
    """The weekday as what was taken: «взял понедельник», «взял среду»."""
    return (
        lambda: pgettext("taken", "Monday"),
        lambda: pgettext("taken", "Tuesday"),
        lambda: pgettext("taken", "Wednesday"),
        lambda: pgettext("taken", "Thursday"),
        lambda: pgettext("taken", "Friday"),
        lambda: pgettext("taken", "Saturday"),
        lambda: pgettext("taken", "Sunday"),
    )[day.weekday()]()


def month_name(day: date) -> str:
    """декабрь, as it stands after «в» too."""
    return format_date(day, "LLLL", locale=current_language())


def month_head(month: date) -> str:
    """нояб. 2026: above the days of a calendar, between two arrows."""
    return format_date(month, "LLL y", locale=current_language())


def weekday_head(day: date) -> str:
    """пн, Mo: the narrowest that are no riddle, for seven columns of buttons."""
    return format_date(day, "EEEEEE", locale=current_language())


def inside(label: str) -> str:
    """A label within a line begins with a small letter; an abbreviation («КП») stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
