"""Questions about a line: what it does, how much, how sure, why, and which of several is meant."""

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.dialog.model import Again, Choice, Move, Screen, Talk
from handlers.dialog.steps.amount import EnterAmount, Offers, amount_mistake
from handlers.dialog.steps.choices import PickProbability, PickReason
from handlers.dialog.steps.said import find_words_left
from handlers.entry.asking.step import EntryStep, may_say, word_of
from handlers.entry.line.beside import choices_in, with_beside
from handlers.entry.line.correction import put_values, with_words
from handlers.entry.line.draft import EntryDraft, line_of, with_entry
from handlers.entry.line.flow import proceed
from handlers.entry.line.targets import find_payments_meant, find_plans_meant, is_of_payment, target_choices, targets
from reports.entry.lines import head_question, tell_understood
from reports.message.format import chance, money, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.words.terms import SIGNS, activity_name
from sales.activities.activities import ActivityType
from sales.clients.inn import InnMistake, read_inn
from sales.core.money import LARGEST, ROUBLE, Kopecks
from sales.core.words import clean, fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import read_day
from sales.entry.deeds.money_words import asks_refund
from sales.entry.deeds.outcomes import reason_of
from sales.entry.deeds.verbs import PRICED, RECEIVED, Verb
from sales.entry.lines.figures.named_sums import find_named_chance, find_named_sums, settle_numbers, take_lone_number
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, read_amount, read_share
from sales.payments.payments import MoveReason

TAX_SUM, TAX_NUMBER, CHANCE = "taxsum", "taxinn", "chance"
_TAX_WORDS = frozenset({"инн", "это инн", "inn", "tax number", "an inn"})
_DIGITS = re.compile(r"(?<![0-9])(?:[0-9]{12}|[0-9]{10})(?![0-9])")
DONE_WITH_CLIENTS = (ActivityType.CALL, ActivityType.MEETING, ActivityType.NOTE)


class WhatItDoes(EntryStep):
    """«Ожидаем или пришло?», or without a sum what was done with the client."""

    name = "verb"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        money_row = (Choice(_("💰 Expected"), Verb.EXPECT), Choice(_("✅ Received"), Verb.FACT))
        note = Choice(f"{SIGNS[ActivityType.NOTE]} {activity_name(ActivityType.NOTE)}", Verb.NOTE)
        if asks_refund(entry.text):
            asked = fill(_("Is the money given back already?"))
            return Screen(head_question(entry, asked), ((Choice(_("↩️ Refunded"), Verb.REFUND), note),))
        if entry.has_sum:
            return Screen(head_question(entry, fill(_("Expected or received?"))), (money_row,))
        done = tuple(Choice(f"{SIGNS[each]} {activity_name(each)}", each) for each in DONE_WITH_CLIENTS)
        return Screen(head_question(entry, fill(_("What shall I record?"))), (done, money_row))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        verb = next((each for each in Verb if each == value), None)
        if verb is None or not may_say(talk, verb):
            return Again()
        return await self.on(talk, draft, line_of(talk, draft).with_verb(verb))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«пришло», «звонок завтра в 15»; beside a sum «завтра» is expected, «вчера» has come."""
        said, entry = await word_of(talk, text), line_of(talk, draft)
        if said is None or said.verb is None:
            dated = await _with_day_alone(talk, entry, text) if entry.has_sum else None
            return Again(hint=self.hint()) if dated is None else await self.on(talk, draft, dated)
        if entry.day is None and said.day is not None:
            entry = entry.with_day(said.day, said.at)
        return await self.on(talk, draft, entry.with_verb(said.verb))

    def hint(self) -> Markup:
        return fill(_("Tap a button, or say it in a word: expected · received · call"))


async def _with_day_alone(talk: Talk, entry: Entry, text: str) -> Entry | None:
    day = read_day(text, talk.today)
    if not isinstance(day, date) or day == talk.today:
        return None
    return entry.with_day(day).with_verb(Verb.EXPECT if day > talk.today else Verb.FACT)


@dataclass(frozen=True)
class HowMuch(EntryStep, EnterAmount[EntryDraft]):
    """The sum of the line, in kopecks, or why the one that was said is none."""

    name = "amount"

    async def question(self, talk: Talk, draft: EntryDraft) -> Markup:
        entry = line_of(talk, draft)
        if find_named_sums(entry):
            return head_question(take_lone_number(entry), fill(_("Which sum? Or write it: 150k")))
        if entry.amount_mistake is not None:
            return head_question(entry, amount_mistake(entry.amount_mistake))
        asked = {
            Verb.FACT: _("How much was received? For example: 150k · 148 500.50"),
            Verb.REFUND: _("How much was given back? For example: 150k · 148 500.50"),
        }.get(entry.verb or Verb.EXPECT, _("How much? For example: 150k · 1.2m"))
        return head_question(entry, fill(asked))

    async def subject(self, talk: Talk, draft: EntryDraft) -> str:
        client = line_of(talk, draft).client
        return client.name if isinstance(client, Found) else ""

    async def offers(self, talk: Talk, draft: EntryDraft) -> Offers:
        """What the line names; what the client owes, or has paid before."""
        entry = line_of(talk, draft)
        named = {f"s{place}": amount for place, amount in enumerate(find_named_sums(entry))}
        known = await self._list_known(talk, entry)
        parts = (
            {f"h{value}": _find_part(entry, owed) for value, owed in known.items()} if entry.verb is Verb.FACT else {}
        )
        return named or {value: part for value, part in parts.items() if part} | known

    async def _list_known(self, talk: Talk, entry: Entry) -> Offers:
        if not entry.client_id or entry.verb not in PRICED - {Verb.REFUND}:
            return {}
        if entry.verb is Verb.FACT:
            return {f"p{each.id}": each.rest for each in await talk.mine.payments.open_of(entry.client_id)}
        paid = await talk.mine.payments.recent_of(entry.client_id)
        return {f"p{each.id}": each.amount for each in {one.amount: one for one in paid}.values()}

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        if (said := _tax_or_sum(line_of(talk, draft))) is not None:
            row = (Choice(money(said * ROUBLE), TAX_SUM), Choice(_("It is an INN"), TAX_NUMBER))
            asked = fill(_("{sum} or an INN?"), sum=money(said * ROUBLE))
            return Screen(head_question(line_of(talk, draft), asked), (row,))
        screen = await super().show(talk, draft)
        if draft.which is None:
            named = find_named_chance(line_of(talk, draft))
            chances = () if named is None else ((Choice(f"{money(named[0])} · {chance(named[1])}", CHANCE),),)
            return replace(screen, rows=(*chances, *screen.rows)) if chances else screen
        return replace(screen, text=head_question(line_of(talk, draft), screen.text, client=False))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        said, named = _tax_or_sum(entry), find_named_chance(entry)
        if value == CHANCE and named is not None:
            return await self.on(talk, draft, take_lone_number(entry).with_amount(named[0]).with_probability(named[1]))
        if said is None or value not in {TAX_SUM, TAX_NUMBER}:
            return await super().press(talk, draft, value)
        if value == TAX_SUM:
            return await self.on(talk, draft, entry.with_amount(said * ROUBLE))
        inn = _find_digits(entry)
        noted = with_words(entry, _("INN {inn}").format(inn=inn)).model_copy(update={"amount_mistake": None})
        return Again(with_entry(draft, noted, said_inn="" if isinstance(read_inn(inn), InnMistake) else inn))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        reading, entry = read_amount(text), line_of(talk, draft)
        if fold(clean(text)).strip(" .!") in _TAX_WORDS and _tax_or_sum(entry) is not None:
            return await self.press(talk, draft, TAX_NUMBER)
        if isinstance(reading, int):
            return await self.on(talk, draft, entry.with_amount(reading))
        owed = sum((await self._list_known(talk, entry)).values()) if entry.verb is Verb.FACT else 0
        if owed and (part := read_share(text, owed)) is not None:
            return await self.on(talk, draft, entry.with_amount(part))
        told = await with_beside(talk, entry, text, behind=entry.verb in RECEIVED)
        if isinstance(reading, AmountMistake) and told is not None:
            return await self.on(talk, draft.model_copy(update=choices_in(told)), told)
        if isinstance(reading, AmountMistake):
            return Again(hint=amount_mistake(reading))
        which = (reading.smaller, reading.larger)
        return Again(with_entry(draft, entry.with_amount(reading), which=which))


def _find_part(entry: Entry, owed: Kopecks) -> Kopecks:
    """«отдал половину»: of what is owed; 0 where no part is named."""
    return next((part for word in entry.comment.split() if 0 < (part := read_share(word, owed) or 0) < owed), 0)


def _tax_or_sum(entry: Entry) -> int | None:
    """The ten or twelve digits that may be an INN as well as roubles."""
    digits = _find_digits(entry) if entry.amount_mistake is AmountMistake.TAX_NUMBER else ""
    return int(digits) if digits and int(digits) * ROUBLE <= LARGEST else None


def _find_digits(entry: Entry) -> str:
    """As they were written: an INN may begin with a zero."""
    found = _DIGITS.search(entry.text)
    return found[0] if found else ""


async def take_amount(talk: Talk, draft: EntryDraft) -> Move:
    if draft.amount is None:
        return Again()
    return await proceed(talk, with_entry(draft, settle_numbers(line_of(talk, draft)).with_amount(draft.amount)))


@dataclass(frozen=True)
class HowSure(EntryStep, PickProbability[EntryDraft]):
    """The probability of the line, in per cent."""

    name = "probability"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        screen = await super().show(talk, draft)
        return replace(screen, text=head_question(line_of(talk, draft), screen.text))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        return await PickProbability.write(self, talk, draft, text)


async def take_chance(talk: Talk, draft: EntryDraft) -> Move:
    return await proceed(talk, with_entry(draft, line_of(talk, draft).with_probability(draft.probability)))


@dataclass(frozen=True)
class Why(EntryStep, PickReason[EntryDraft]):
    """Of a move, or of a payment that is not coming: what stands there now, and what is to be."""

    name = "reason"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        screen = await super().show(talk, draft)
        asked = fill(_("📅 Why is it moved?") if entry.verb is Verb.MOVE else _("❌ Why is it not coming?"))
        return replace(screen, text=lines(await _changing(talk, draft, entry), asked))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """One of the reasons, or «Другое» with the words kept; a day alone is another day, a figure no reason."""
        values = await self.values_in(talk, draft, text)
        bare = not find_words_left(values)
        if values.day is not None and values.amount is None and bare:
            return await self.on(talk, draft, put_values(line_of(talk, draft), values))
        if not any(sign.isalpha() for sign in text) or (values.figures and bare):
            return Again(hint=self.hint())
        entry = line_of(talk, draft).with_reason(reason_of(text) or MoveReason.OTHER)
        return await self.on(talk, draft, with_words(entry, clean(text)))

    def hint(self) -> Markup:
        return fill(_("Tap a button, or say it in words: no money · waiting for documents"))


async def take_reason(talk: Talk, draft: EntryDraft) -> Move:
    if draft.reason is None:
        return Again()
    return await proceed(talk, with_entry(draft, line_of(talk, draft).with_reason(draft.reason)))


async def _changing(talk: Talk, draft: EntryDraft, entry: Entry) -> Markup | None:
    """«Ромашка · 150 000 ₽, пт 20.11 → пн 23.11»"""
    if draft.target_id is None:
        return tell_understood(entry)
    payment = await talk.mine.payments.get(draft.target_id)
    said = {"client": payment.client_name, "sum": money(payment.rest), "day": short_day(payment.due_on)}
    if entry.verb is Verb.MOVE and entry.day is not None:
        return fill(_("{client} · {sum}\n{day} → {to}"), to=short_day(entry.day), **said)
    return fill(_("{client} · {sum}\n{day}"), **said)


class WhichOne(EntryStep):
    """Several payments are awaited, or several meetings planned: which one moves?"""

    name = "target"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        found = await targets(talk, draft, entry)
        of_money = is_of_payment(entry) and all(is_of_payment(each.aimed) for each in found)
        asked = fill(_("Which payment?") if of_money else _("Which record?"))
        return Screen(head_question(entry, asked), target_choices(found))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        found = await targets(talk, draft, line_of(talk, draft))
        chosen = next((each for each in found if each.value == value), None)
        if chosen is None:
            return Again()
        return await self.on(talk, draft.model_copy(update={"target_id": chosen.id}), chosen.aimed)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """By its sum or by its day."""
        entry = line_of(talk, draft)
        meant = await _by_sum(talk, entry, text) or await _by_day(talk, entry, text)
        if len(meant) != 1:
            return Again(hint=self.hint())
        return await self.on(talk, draft.model_copy(update={"target_id": meant[0]}), entry)

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type its sum or its day: 150k · 23.11"))


async def _by_sum(talk: Talk, entry: Entry, text: str) -> list[int]:
    reading = read_amount(text)
    if not is_of_payment(entry):
        return []
    sums = {reading.smaller, reading.larger} if isinstance(reading, AmountChoice) else {reading}
    return [each.id for each in await find_payments_meant(talk, entry) if {each.rest, each.amount} & sums]


async def _by_day(talk: Talk, entry: Entry, text: str) -> list[int]:
    day = read_day(text, talk.today)
    if not isinstance(day, date):
        return []
    if is_of_payment(entry):
        return [each.id for each in await find_payments_meant(talk, entry) if each.due_on == day]
    return [each.id for each in await find_plans_meant(talk, entry) if each.local_date == day]
