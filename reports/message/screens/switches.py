"""Buttons that show the same screen of something else: another filter, another department; what is shown is marked."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from reports.message.address import Address
from reports.message.columns import cut
from reports.message.message import Button, Keyboard, grid
from reports.message.view import button
from storage.settings.departments import Department

LONGEST_PLACE = 20

A = TypeVar("A", bound=Address)


def mark_chosen(label: str, *, is_chosen: bool) -> str:
    """«• Неделя»: the one that is shown."""
    return f"• {label}" if is_chosen else label


def choices(view: Address, field: str, labels: Mapping[Any, str]) -> tuple[Button, ...]:
    """A button for each word of that field, by its label."""
    now = getattr(view, field)
    return tuple(
        button(mark_chosen(label, is_chosen=each == now), at_first_page(view, **{field: each}))
        for each, label in labels.items()
    )


def other_departments(
    view: Address, seen: Iterable[Department], here: Department, longest: int = LONGEST_PLACE
) -> Keyboard:
    """The same of the other departments that the reader sees, two in a row."""
    others = (each for each in seen if each.id != here.id)
    return grid([button(cut(each.name, longest), at_first_page(view, department_id=each.id)) for each in others], 2)


def at_first_page(view: A, **changes: Any) -> A:
    """Whatever changes, its list begins anew."""
    return view.but(**changes, **({"page": 1} if "page" in type(view).model_fields else {}))
