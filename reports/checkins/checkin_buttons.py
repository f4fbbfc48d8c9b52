"""The buttons under a check-in: a row for each payment, pages, and the answers about all of it."""

from reports.checkins.checkin_screen import CheckinScreen, all_rows, asks_off_plan
from reports.checkins.presses import CheckinDeed, CheckinPress
from reports.message.language import gettext as _
from reports.message.message import Button, Keyboard
from reports.payments.payment_rows import Numbered
from storage.engine.undo_steps import UndoStep


def row_buttons(question: CheckinScreen, shown: list[Numbered]) -> Keyboard:
    return tuple(_buttons_of(question, row) for row in shown)


def _buttons_of(question: CheckinScreen, row: Numbered) -> tuple[Button, ...]:
    came = _button(f"{row.number} ✅", CheckinDeed.CAME, question, row)
    moved = _button("📅", CheckinDeed.MOVE, question, row)
    if not row.is_awaited:  # «не сегодня» was said: it may still come, or be given a day
        return (came, moved)
    part, no = _button("◐", CheckinDeed.PART, question, row), _button("❌", CheckinDeed.NO, question, row)
    quiet = (_button("🔕", CheckinDeed.QUIET, question, row),) if row.live.is_overdue else ()
    return (came, part, moved, no, *quiet)


def page_buttons(question: CheckinScreen, page: int, left: int) -> Keyboard:
    turn = []
    if page > 1:
        turn.append(_page_button(_("‹ Back"), question, page - 1))
    if left > 0:
        turn.append(_page_button(_("{n} more ›").format(n=left), question, page + 1))
    return (tuple(turn),) if turn else ()


def _page_button(label: str, question: CheckinScreen, page: int) -> Button:
    return Button(label, CheckinPress(deed=CheckinDeed.PAGE, checkin_id=question.checkin.id, page=page).pack())


def answer_buttons(question: CheckinScreen, awaited: list[Numbered]) -> Keyboard:
    """[Без изменений] [↩️ Отменить] / [Всё пришло] [+ Внеплановая]; what has been said is not offered again.

    «Всё пришло» stands beside nothing that a slip of the thumb could mean instead, and ↩️ never where the ✅ stood that
    it takes back: the second half of a double tap would.
    """
    first: list[Button] = []
    if any(row.live.row.is_silent for row in awaited):
        first.append(_button(_("No change"), CheckinDeed.SAME, question))
    elif asks_off_plan(question):
        none = _("No more came") if question.day.own.off_plan else _("No, there were none")
        first.append(_button(none, CheckinDeed.SAME, question))
    undo = () if question.step is None else (_undo_button(question, question.step),)
    second = [_button(_("+ Off plan"), CheckinDeed.EXTRA, question)]
    if len(all_rows(question.day)) > 1:
        second.insert(0, _button(_("All received"), CheckinDeed.ALL, question))
    rows = ((*first, *undo), tuple(second)) if first else (tuple(second), undo)
    if len(rows[0]) == len(rows[1]) == 1:
        return ((*rows[0], *rows[1]),)
    return tuple(row for row in rows if row)


def all_or_not(question: CheckinScreen) -> Keyboard:
    yes = _button(_("Yes, all of them"), CheckinDeed.ALL_CAME, question)
    return ((yes,), (_page_button(_("‹ Back"), question, question.page),))


def _undo_button(question: CheckinScreen, step: UndoStep) -> Button:
    data = CheckinPress(deed=CheckinDeed.UNDO, checkin_id=question.checkin.id, payment_id=step.id, page=question.page)
    return Button(_("↩️ Undo"), data.pack())


def _button(label: str, deed: CheckinDeed, question: CheckinScreen, row: Numbered | None = None) -> Button:
    payment_id = 0 if row is None else row.live.payment.id
    data = CheckinPress(deed=deed, checkin_id=question.checkin.id, payment_id=payment_id, page=question.page)
    return Button(label, data.pack())
