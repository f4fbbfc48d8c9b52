"""One thing of the day in one line, the same in the morning message, in /today and in a reminder."""

from collections.abc import Mapping
from datetime import date, timedelta

from markupsafe import Markup

from reports.message.format import chance, day_in_month, hours, short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from reports.message.words.talks import tell_talk
from reports.message.words.terms import SIGNS, outcome_words
from sales.core.clock import local_date
from sales.core.words import fold
from sales.payments.payment import Payment
from sales.payments.receipt import Fact
from storage.activities.activity import Activity
from storage.results.statistics import LogEntry

LONGEST_COMMENT = 60
SHORT_COMMENT = 24


def tell_title(activity: Activity, zone: str, today: date) -> Markup:
    """«📞 15:00 Вектор: ждут счёт»; of another day with the day: «🤝 завтра 10:30 СтройГрад»."""
    said = {"sign": SIGNS[activity.type], "when": tell_when(activity, zone, today), "client": activity.client_name}
    if activity.comment:
        return fill("{sign} {when} {client}: {comment}", comment=_cut(activity.comment), **said)
    return fill("{sign} {when} {client}", **said)


def tell_when(activity: Activity, zone: str, today: date) -> str:
    """«15:30»; «завтра 15:30»; «пн 23.11 10:00» on the wall clock of the zone."""
    at = activity.planned_at or activity.created_at
    day, hour = local_date(at, zone), hours(at, zone)
    if day == today:
        return hour
    if day == today + timedelta(days=1):
        return _("tomorrow {hour}").format(hour=hour)
    return f"{short_day(day)} {hour}"


def tell_next(activity: Activity, zone: str, today: date) -> Markup:
    """«➡️ ср 25.11 10:00 📞 узнать про договор»"""
    said = {"when": tell_when(activity, zone, today), "sign": SIGNS[activity.type]}
    return fill("➡️ {when} {sign} {comment}", comment=_cut(activity.comment or "", SHORT_COMMENT), **said)


def tell_planned(activity: Activity, zone: str, today: date) -> Markup:
    """«15:00  📞 Вектор, ждут счёт»"""
    return _time(tell_when(activity, zone, today), SIGNS[activity.type], activity.client_name, activity.comment)


def tell_forgotten(activity: Activity, today: date) -> Markup:
    """«⚠️ 📞 Вектор: 3 дня назад»"""
    days = (today - activity.local_date).days
    words = ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return fill("⚠️ {sign} {client}: {ago}", sign=SIGNS[activity.type], client=activity.client_name, ago=words)


def tell_done(activity: Activity, zone: str) -> Markup:
    """«09:40  ✅ 📞 Вектор, поговорили»"""
    at = activity.happened_at or activity.created_at
    what = ", ".join(part for part in _tell_end(activity) if part)
    return _time(hours(at, zone), f"✅ {SIGNS[activity.type]}", activity.client_name, what)


def tell_contact(activity: Activity) -> Markup:
    """«18.11 📞 поговорили»"""
    said = outcome_words(activity.outcome) if activity.outcome else _cut(activity.comment or "", SHORT_COMMENT)
    return fill("{day} {sign} {said}", day=day_in_month(activity.local_date), sign=SIGNS[activity.type], said=said)


def due_line(payment: Payment) -> Markup:
    """«💰 Ромашка 150 тыс · 80 %», and what came of it already."""
    said = {"client": payment.client_name, "sum": short(payment.rest), "chance": chance(payment.probability)}
    if payment.received:
        return fill(_("◐ {client} {sum} more · {chance}"), **said)
    return fill("💰 {client} {sum} · {chance}", **said)


def overdue_line(payment: Payment, today: date) -> Markup:
    """«⚠️ Школа 57: долг 90 тыс, 12 дней»"""
    days = (today - payment.due_on).days
    sentence = ngettext("⚠️ {client}: owes {sum}, {n} day", "⚠️ {client}: owes {sum}, {n} days", days)
    return fill(sentence, client=payment.client_name, sum=short(payment.rest), n=days)


def fact_line(fact: Fact, zone: str) -> Markup:
    """«11:47  ✅ Вектор 340 тыс»"""
    return log_line(fact, {}, zone)


def fact_sign(fact: Fact) -> str:
    """Money that went back bears another sign than money that came."""
    return "✅" if fact.amount > 0 else "↩️"


def log_line(entry: LogEntry, names: Mapping[int, str], zone: str) -> Markup:
    """«09:40  📞 Анна: Ромашка, поговорили»; without a name where only one person is shown."""
    if isinstance(entry, Fact):
        sign, at, person_id = fact_sign(entry), entry.happened_at, entry.owner_id
        what, said = f"{entry.client_name} {short(entry.amount)}", [entry.comment]
    else:
        sign, at, person_id = SIGNS[entry.type], entry.happened_at or entry.created_at, entry.author_id
        what, said = entry.client_name, _tell_end(entry)
        talk = None if entry.talk_seconds is None else tell_talk(entry.talk_seconds)
        what = f"{what} · {talk}" if talk else what
    text = ", ".join((what, *(_cut(part) for part in said if part)))
    name = names.get(person_id or 0)
    return fill("{at}  {sign} {text}", at=hours(at, zone), sign=sign, text=f"{name}: {text}" if name else text)


def _tell_end(activity: Activity) -> list[str | None]:
    """How it ended, and what else was said of it: «обещали оплату, по счёту 45»."""
    ended = None if activity.outcome is None else outcome_words(activity.outcome)
    return [ended, tell_comment(activity)]


def tell_comment(activity: Activity) -> str | None:
    """What was said of it, but for the bare words of how it ended."""
    said = activity.comment or ""
    is_end = activity.outcome is not None and fold(said) == fold(outcome_words(activity.outcome))
    return None if is_end else said or None


def _time(when: str, sign: str, client: str, rest: str | None) -> Markup:
    said = {"when": when, "sign": sign, "client": client}
    if rest:
        return fill("{when}  {sign} {client}, {rest}", rest=_cut(rest), **said)
    return fill("{when}  {sign} {client}", **said)


def _cut(text: str, longest: int = LONGEST_COMMENT) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1].rstrip()}…"
