"""Views wait in the outbox as a name and fields: what an earlier version has put there must load and look the same."""

import inspect
import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import reports
from reports.clients.client_card import ClientCard
from reports.message.view import View
from reports.views import VIEWS, OutdatedViewError, by_name, load
from storage.tables.types import Json
from tests.broken_on_purpose import SEEN_BY_MYPY, Broken
from tests.rows import each_row

STORED: dict[str, list[Json]] = json.loads(Path(__file__).with_name("stored_views.json").read_text(encoding="utf-8"))
"""Rows as versions before this one have written them; a new view's rows are added, no line is ever changed."""


@each_row(("name", "args"), [(name, args) for name in STORED for args in STORED[name]])
def test_a_stored_row_loads_with_all_that_it_says(name: str, args: Json) -> None:
    assert unknown_fields(VIEWS[name], args) == set()
    view = load(name, args)

    assert load(name, view.to_json()) == view
    assert json.loads(json.dumps(view.to_json())) == view.to_json()


def unknown_fields(view: type[View], args: Json) -> set[str]:
    """A field that was renamed still loads where it has a default, and is lost in silence."""
    return {*args} - {*view.model_fields}


def test_every_view_has_stored_samples() -> None:
    assert {*STORED} == {*VIEWS}


def test_a_changed_field_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class WithAnother(ClientCard):
        department_id: int

    monkeypatch.setitem(VIEWS, "client_card", WithAnother)
    with pytest.raises(OutdatedViewError):
        load("client_card", {"client_id": 5})
    assert unknown_fields(ClientCard, {"client_id": 5, "open_phones": True}) == {"open_phones"}


def test_every_view_that_is_written_is_found() -> None:
    for module in pkgutil.walk_packages(reports.__path__, "reports."):
        import_module(module.name)
    written = {view for view in descendants(View) if view.__module__.startswith("reports.")}

    assert written == {*VIEWS.values()}


def descendants(view: type[Any]) -> Iterator[type[Any]]:
    """Without those that only others are made of."""
    for each in view.__subclasses__():
        if not inspect.isabstract(each):
            yield each
        yield from descendants(each)


def test_two_views_of_one_name_are_refused() -> None:
    class Double(ClientCard):
        pass

    with pytest.raises(ValueError, match="client_card"):
        by_name(ClientCard, Double)


WRONG = Broken("""\
from datetime import date

from handlers.framework.replies import Say
from reports.clients.client_card import ClientCard
from reports.clients.client_card import ClientsCard
from reports.week.table import WeekTableView
from reports.week.week import WeekView
from storage.queues.messages import NewMessage

day = date(2026, 11, 23)
Say(ClientCard(client_id=7, phones=True))
Say(WeekView(monday=day).under(WeekView.key_for(1, day)))
ClientCard(client=7)
ClientCard(client_id="7")
ClientCard()
Say("client_card")
NewMessage("key", 1, view="client_card")
WeekView(monday=day).under(WeekTableView.key_for(1, day, 2))
WeekView(monday=day).under("week:1")
""")


@SEEN_BY_MYPY
@pytest.mark.timeout(600)
def test_a_wrong_name_field_or_key_is_a_type_error() -> None:
    wrong = {int(error.partition(":")[0]): error for error in WRONG.errors()}

    assert "ClientsCard" in wrong.pop(5)
    assert {*wrong} == {13, 14, 15, 16, 17, 18, 19}, "\n".join(wrong.values())
