"""«Этапы»: named, ordered, made more or less probable, removed with an answer where their deals go."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.dialog.model import Again, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.then import number_in
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.words.terms import stage_label
from reports.settings.presses import StageDeed, StagePress
from reports.settings.stages import STAGE_KEEPERS, LostReasonsView, StagesView, StageView, read_place
from sales.core.errors import NotYoursError
from sales.core.words import clean
from sales.deals.stages import Stage
from storage.deals.stages import LONGEST_NAME
from storage.engine.errors import TooManyError

TYPED = {StageDeed.RENAME, StageDeed.CHANCE, StageDeed.LIMIT, StageDeed.ADD, StageDeed.REASON_NEW}
MOST_DAYS = 365
CERTAIN = 100


class StageDraft(Draft):
    department_id: int = 0
    code: str = ""


def make_router(runner: Runner) -> Router:
    router = Router(name="stages")

    @router.callback_query(Pressed(StagePress), flags=access(STAGE_KEEPERS))
    async def press(_query: CallbackQuery, callback_data: StagePress, talk: Talk) -> Replies:
        return await _do(runner, talk, callback_data)

    return router


async def _do(runner: Runner, talk: Talk, press: StagePress) -> Replies:
    """Raises NotYoursError, AlreadyDoneError."""
    place = press.department_id
    await read_place(talk.tx, talk.actor, place)
    if press.deed in TYPED:
        if press.deed is not StageDeed.REASON_NEW:
            await find_stage_of(talk, place, press.code)
        return await runner.open(talk, "stage", StageDraft(department_id=place, code=press.code), press.deed)
    match press.deed:
        case StageDeed.UP | StageDeed.DOWN:
            await talk.mine.stages.swap(place, press.code, press.to)
        case StageDeed.REMOVE:
            await find_stage_of(talk, place, press.code)
            if await talk.mine.stages.count_at(place, press.code):
                return Redraw(await _view_of(talk, place, press.code, removing=True))
            await talk.mine.stages.remove(place, press.code)
        case StageDeed.INTO:
            await talk.mine.stage_moves.move_all(place, press.code, press.to)
            await talk.mine.stages.remove(place, press.code)
        case StageDeed.ROI | StageDeed.TOP:
            told = await talk.tx.system.deal_settings.read(place)
            turned = (
                {"classic_roi": not told.classic_roi}
                if press.deed is StageDeed.ROI
                else {"hides_top": not told.hides_top}
            )
            await talk.mine.deal_settings.put(place, **turned)
        case _:
            await talk.mine.lost_reasons.remove(place, press.code)
            return Redraw(LostReasonsView(department_id=place))
    return Redraw(StagesView(department_id=place))


async def find_stage_of(talk: Talk, department_id: int, code: str) -> Stage:
    """One that stands. Raises NotYoursError."""
    book = await talk.tx.system.stages.book(department_id)
    found = next((each for each in book.open if each.code == code), None)
    if found is None:
        raise NotYoursError
    return found


async def _view_of(talk: Talk, department_id: int, code: str, *, removing: bool = False) -> StageView:
    book = await talk.tx.system.stages.book(department_id)
    at = next((at for at, each in enumerate(book.open) if each.code == code), 0)
    return StageView(department_id=department_id, at=at, removing=removing)


class EnterStage(Step[StageDraft]):
    """One word or number of a stage."""

    async def show(self, talk: Talk, draft: StageDraft) -> Screen:
        stage = await find_stage_of(talk, draft.department_id, draft.code)
        return Screen(self.question(bold(stage_label(stage))))

    def question(self, stage: Markup) -> Markup:
        return fill(_("{stage}: what is it called?"), stage=stage)

    async def write(self, talk: Talk, draft: StageDraft, text: str) -> Move:
        said = self.read(text)
        if said is None:
            return Again(hint=self.hint())
        stage = await find_stage_of(talk, draft.department_id, draft.code)
        await talk.mine.stages.change(draft.department_id, draft.code, replace(stage, **said))  # type: ignore[arg-type]
        return Done(await _view_of(talk, draft.department_id, draft.code))

    def read(self, text: str) -> dict[str, object] | None:
        """What of the stage becomes what; None for what cannot be read."""
        name = stage_name_in(text)
        return None if name is None else {"name": name}

    def hint(self) -> Markup:
        return fill(_("A name of up to {n} letters, please: <code>Survey</code>"), n=LONGEST_NAME)


def stage_name_in(text: str) -> str | None:
    name = clean(text, LONGEST_NAME + 1)
    return name if len(name) <= LONGEST_NAME and any(sign.isalnum() for sign in name) else None


class EnterChance(EnterStage):
    def question(self, stage: Markup) -> Markup:
        return fill(_("{stage}: how probable? For example: 45"), stage=stage)

    def read(self, text: str) -> dict[str, object] | None:
        percent = number_in(clean(text).removesuffix("%").rstrip())
        return None if percent is None or percent > CERTAIN else {"probability": percent}

    def hint(self) -> Markup:
        return fill(_("A number from 0 to 100, please. For example: 80"))


class EnterLimit(EnterStage):
    def question(self, stage: Markup) -> Markup:
        return fill(_("{stage}: after how many days without contact is it stuck? 0 is never"), stage=stage)

    def read(self, text: str) -> dict[str, object] | None:
        days = number_in(clean(text))
        return None if days is None or days > MOST_DAYS else {"stuck_after": days or None}

    def hint(self) -> Markup:
        return fill(_("Days from 0 to 365, please. For example: 10"))


class EnterNewStage(EnterStage):
    def question(self, stage: Markup) -> Markup:
        return fill(_("A stage after {stage}: what is it called?"), stage=stage)

    async def write(self, talk: Talk, draft: StageDraft, text: str) -> Move:
        name = stage_name_in(text)
        if name is None:
            return Again(hint=self.hint())
        try:
            code = await talk.mine.stages.add(draft.department_id, name, draft.code)
        except TooManyError:
            return Again(hint=fill(_("Fifteen stages are the most. Remove one first.")))
        return Done(await _view_of(talk, draft.department_id, code))


class EnterReason(Step[StageDraft]):
    async def show(self, talk: Talk, draft: StageDraft) -> Screen:
        del talk, draft
        return Screen(fill(_("Why are deals lost? For example: season")))

    async def write(self, talk: Talk, draft: StageDraft, text: str) -> Move:
        name = stage_name_in(text)
        if name is None:
            return Again(hint=self.hint())
        try:
            await talk.mine.lost_reasons.add(draft.department_id, name)
        except TooManyError:
            return Again(hint=fill(_("Twelve reasons are enough. Take one away first.")))
        return Done(LostReasonsView(department_id=draft.department_id))

    def hint(self) -> Markup:
        return fill(_("A name of up to {n} letters, please: <code>Survey</code>"), n=LONGEST_NAME)


STAGE = Dialog(
    name="stage",
    draft=StageDraft,
    steps={
        StageDeed.RENAME: EnterStage(),
        StageDeed.CHANCE: EnterChance(),
        StageDeed.LIMIT: EnterLimit(),
        StageDeed.ADD: EnterNewStage(),
        StageDeed.REASON_NEW: EnterReason(),
    },
    roles=STAGE_KEEPERS,
)
