"""«Этапы» of a department's settings: the stages of its deals, why deals are lost, how ROI is counted."""

from collections.abc import Iterator

from markupsafe import Markup

from reports.message.format import chance
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from reports.message.view import View, button
from reports.message.words.deal_words import days_words, tell_lost_reason
from reports.message.words.terms import stage_label
from reports.settings.presses import SettingsDeed, SettingsPress, StageDeed, StagePress
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from sales.deals.stages import Stage, StageBook
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department
from storage.transaction import Transaction

STAGE_KEEPERS = roles_that_may(Action.WRITE_STAGES)


async def read_place(tx: Transaction, reader: Actor, department_id: int) -> Department:
    """A department whose stages the reader may change. Raises NotYoursError."""
    if not reaches_department(reader, Action.WRITE_STAGES, department_id):
        raise NotYoursError
    return await tx.system.departments.get(department_id)


class StagesView(View):
    name = "stages"
    opens_for = STAGE_KEEPERS

    department_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await read_place(tx, reader, self.department_id)
        book = await tx.system.stages.book(place.id)
        told = await tx.system.deal_settings.read(place.id)
        text = lines(
            fill(_("🧩 Stages · {name}"), name=bold(place.name)),
            fill(_("probability, and days without contact")),
            *_tell_stages(book),
        )
        stages = [
            button(stage_label(each), StageView(department_id=place.id, at=at)) for at, each in enumerate(book.open)
        ]
        ways = (
            self._press(_("➕ Stage"), StageDeed.ADD, book.open[-1].code),
            button(_("❌ Reasons"), LostReasonsView(department_id=place.id)),
        )
        classic = _("ROI: (profit − invested) / invested") if told.classic_roi else _("ROI: profit / invested")
        top = _("🏆 Places: off") if told.hides_top else _("🏆 Places: on")
        switches = (
            (self._press(classic, StageDeed.ROI),),
            (
                self._press(top, StageDeed.TOP),
                button(_("‹ Settings"), SettingsPress(deed=SettingsDeed.SHOW, department_id=place.id)),
            ),
        )
        return Message(text, (*grid(stages, 3), ways, *switches))

    def _press(self, label: str, deed: StageDeed, code: str = "") -> Button:
        return button(label, StagePress(deed=deed, department_id=self.department_id, code=code))


def _tell_stages(book: StageBook) -> Iterator[Markup]:
    for stage in book.path:
        limit = f" · {days_words(stage.stuck_after)}" if stage.stuck_after else ""
        yield fill("{stage} · {chance}{limit}", stage=stage_label(stage), chance=chance(stage.probability), limit=limit)


class StageView(View):
    """One stage that stands, by its place. `removing`: where its deals go is asked."""

    name = "stage"
    opens_for = STAGE_KEEPERS

    department_id: int
    at: int = 0
    removing: bool = False

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await read_place(tx, reader, self.department_id)
        book = await tx.system.stages.book(place.id)
        if not 0 <= self.at < len(book.open):
            return None
        stage = book.open[self.at]
        count = await tx.as_(reader).stages.count_at(place.id, stage.code)
        deals = ngettext("{n} deal stands here", "{n} deals stand here", count).format(n=count)
        limit = days_words(stage.stuck_after) if stage.stuck_after else _("no limit")
        head = fill(
            "{stage} · {chance} · {limit}",
            stage=bold(stage_label(stage)),
            chance=chance(stage.probability),
            limit=limit,
        )
        if self.removing:
            return Message(lines(head, fill(_("{deals}. Which stage instead?"), deals=deals)), self._into(book, stage))
        return Message(lines(head, fill("{deals}", deals=deals)), self._ways(book, stage))

    def _ways(self, book: StageBook, stage: Stage) -> tuple[tuple[Button, ...], ...]:
        first = (
            self._press(_("Title"), StageDeed.RENAME, stage),
            self._press(_("Chance"), StageDeed.CHANCE, stage),
            self._press(_("Limit"), StageDeed.LIMIT, stage),
        )
        order = []
        if self.at > 0:
            order.append(self._press("↑", StageDeed.UP, stage, book.open[self.at - 1].code))
        if self.at < len(book.open) - 1:
            order.append(self._press("↓", StageDeed.DOWN, stage, book.open[self.at + 1].code))
        last = (
            self._press(_("➕ After it"), StageDeed.ADD, stage),
            *((self._press(_("🗑 Remove"), StageDeed.REMOVE, stage),) if len(book.open) > 1 else ()),
            button(_("‹ Stages"), StagesView(department_id=self.department_id)),
        )
        return tuple(row for row in (first, tuple(order), last) if row)

    def _into(self, book: StageBook, stage: Stage) -> tuple[tuple[Button, ...], ...]:
        others = [
            self._press(stage_label(each), StageDeed.INTO, stage, each.code) for each in book.open if each is not stage
        ]
        return (*grid(others, 3), (button(_("‹ Back"), self.but(removing=False)),))

    def _press(self, label: str, deed: StageDeed, stage: Stage, to: str = "") -> Button:
        return button(label, StagePress(deed=deed, department_id=self.department_id, code=stage.code, to=to))


class LostReasonsView(View):
    """Why deals are lost, as the reasons stand on the buttons."""

    name = "lost_reasons"
    opens_for = STAGE_KEEPERS

    department_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await read_place(tx, reader, self.department_id)
        reasons = await tx.system.lost_reasons.of(place.id)
        text = lines(fill(_("❌ Reasons · {name}"), name=bold(place.name)), fill(_("Tap one to remove it.")))
        gone = [
            self._press(f"✖️ {each.name or tell_lost_reason(each.code)}", StageDeed.REASON_GONE, each.code)
            for each in reasons
        ]
        last = (
            self._press(_("➕ Reason"), StageDeed.REASON_NEW),
            button(_("‹ Stages"), StagesView(department_id=place.id)),
        )
        return Message(text, (*grid(gone, 2), last))

    def _press(self, label: str, deed: StageDeed, code: str = "") -> Button:
        return button(label, StagePress(deed=deed, department_id=self.department_id, code=code))
