"""The tables, one file per part of the trade. Importing this package knows them all."""

from storage.tables.asks import AskRow
from storage.tables.bank import (
    BankAccountRow,
    BankChoiceRow,
    BankDocumentRow,
    BankJobRow,
    BankReceiptRow,
    BankStatementRow,
    ClientAccountRow,
    UnseenReceiptRow,
)
from storage.tables.changes import ChangeMarkRow
from storage.tables.clients import (
    FORM_OF_CLIENT,
    NORMAL_CONTACT_NAME,
    SHORT_CLIENT_NAME,
    ActivityRow,
    ClientRow,
    ClientWordRow,
    ContactRow,
    ContactWordRow,
    NotTheSameRow,
    TerritoryRow,
)
from storage.tables.cluster import ChatRestRow, HeartbeatRow, ProcessRow
from storage.tables.cold import ColdLeadRow, ColdListRow, ColdTryRow, NeverCallRow
from storage.tables.deals import (
    DealPaperRow,
    DealRow,
    LostReasonRow,
    NpsAnswerRow,
    PaperFileRow,
    RoiMonthRow,
    StageMoveRow,
    StageRow,
)
from storage.tables.debts import DebtCaseRow
from storage.tables.door import DoorTokenRow, TokenPaceRow, UsedProofRow
from storage.tables.enquiries import EnquiryRow
from storage.tables.groups import DepartmentGroupRow
from storage.tables.held import HeldMoneyRow, UndoStepRow
from storage.tables.hooks import HookMessageRow
from storage.tables.imports import ClientMergeRow, ImportedRow, ImportRow
from storage.tables.inline import PreparedTextRow
from storage.tables.payments import ExpectedPaymentRow, FactRow, PaymentEventRow
from storage.tables.people import AbsenceRow, AuditRow, CalendarExceptionRow, DepartmentRow, InvitationRow, PersonRow
from storage.tables.plans import BonusRulesRow, NormRow, PlanRow, ReportSnapshotRow, ScheduleRow
from storage.tables.promises import TomorrowEditRow, TomorrowItemRow, TomorrowPlanRow, WeekPlanItemRow, WeekPlanRow
from storage.tables.queues import DialogRow, InboxRow, OutboxRow, WireRow
from storage.tables.schedule import CheckinAnswerRow, CheckinRow, DayPlanItemRow, DayPlanRow, DutyRow, ReminderRow
from storage.tables.telephony import CallLogRow, PbxCallRow
from storage.tables.types import Base
from storage.tables.versions import HouseVersionRow

__all__ = [
    "FORM_OF_CLIENT",
    "NORMAL_CONTACT_NAME",
    "SHORT_CLIENT_NAME",
    "AbsenceRow",
    "ActivityRow",
    "AskRow",
    "AuditRow",
    "BankAccountRow",
    "BankChoiceRow",
    "BankDocumentRow",
    "BankJobRow",
    "BankReceiptRow",
    "BankStatementRow",
    "Base",
    "BonusRulesRow",
    "CalendarExceptionRow",
    "CallLogRow",
    "ChangeMarkRow",
    "ChatRestRow",
    "CheckinAnswerRow",
    "CheckinRow",
    "ClientAccountRow",
    "ClientMergeRow",
    "ClientRow",
    "ClientWordRow",
    "ColdLeadRow",
    "ColdListRow",
    "ColdTryRow",
    "ContactRow",
    "ContactWordRow",
    "DayPlanItemRow",
    "DayPlanRow",
    "DealPaperRow",
    "DealRow",
    "DebtCaseRow",
    "DepartmentGroupRow",
    "DepartmentRow",
    "DialogRow",
    "DoorTokenRow",
    "DutyRow",
    "EnquiryRow",
    "ExpectedPaymentRow",
    "FactRow",
    "HeartbeatRow",
    "HeldMoneyRow",
    "HookMessageRow",
    "HouseVersionRow",
    "ImportRow",
    "ImportedRow",
    "InboxRow",
    "InvitationRow",
    "LostReasonRow",
    "NeverCallRow",
    "NormRow",
    "NotTheSameRow",
    "NpsAnswerRow",
    "OutboxRow",
    "PaperFileRow",
    "PaymentEventRow",
    "PbxCallRow",
    "PersonRow",
    "PlanRow",
    "PreparedTextRow",
    "ProcessRow",
    "ReminderRow",
    "ReportSnapshotRow",
    "RoiMonthRow",
    "ScheduleRow",
    "StageMoveRow",
    "StageRow",
    "TerritoryRow",
    "TokenPaceRow",
    "TomorrowEditRow",
    "TomorrowItemRow",
    "TomorrowPlanRow",
    "UndoStepRow",
    "UnseenReceiptRow",
    "UsedProofRow",
    "WeekPlanItemRow",
    "WeekPlanRow",
    "WireRow",
]
