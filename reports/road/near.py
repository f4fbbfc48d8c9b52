"""«📍 Рядом, до 3 км»: whom to call on from where one stands, and in what order to go round (spec/4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from markupsafe import Markup

from reports.message.address import MaybeInstant, TypedPlace
from reports.message.format import hours, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, Spot, grid
from reports.message.view import View, button
from reports.road.presses import RoadDeed, RoadPress
from reports.road.words import tell_distance
from sales.activities.activities import VISITS
from sales.core.clock import local_date
from sales.core.people import SELLERS
from sales.road.nearby import Neighbour, choose_near
from sales.road.places import Point, make_point
from sales.road.route import Leg, Stop, plan_route
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

MAP = "https://yandex.ru/maps/?rtext={points}&rtt=auto"
"""An address made of text: nobody is asked for it, and nothing is told before somebody opens it."""
STILL = timedelta(hours=1)
"""A meeting that was to begin so long ago may be on still."""
WIDTH = 4

Visited = Neighbour | Activity


class NearView(View):
    """Where the person was as it was sent, and how sure of it the phone; `route`: in the order of going round."""

    name = "near"
    opens_for = SELLERS

    route: bool = False
    latitude: TypedPlace = None
    longitude: TypedPlace = None
    accuracy: TypedPlace = None
    at: Annotated[MaybeInstant, "typed"] = None

    @property
    def point(self) -> Point | None:
        """None for a button whose message is gone."""
        return make_point(self.latitude, self.longitude)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        here = self.point
        if here is None:
            return Message(fill(_("📍 Send where you are: 📎 → Location → Send")))
        near = choose_near(await tx.as_(reader).nearby.list_around(here))
        if self.route:
            return await self._draw_route(tx, reader, here, near)
        rows = [_row(n, each) for n, each in enumerate(near, 1)]
        meets = await _list_meetings(tx, reader)
        title = fill(_("📍 Near, up to 3 km"))
        there = (button(_("🚗 Route"), self.but(route=True)),) if near or meets else ()
        numbers = [_open(str(n), each.client_id) for n, each in enumerate(near, 1)]
        return Message(lines(title, *(rows or [_nobody()])), (*grid([*numbers, *there], WIDTH), (_meet(),)))

    async def _draw_route(self, tx: Transaction, reader: Actor, here: Point, near: Sequence[Neighbour]) -> Message:
        meetings = await _list_meetings(tx, reader)
        met = {each.client_id for each in meetings}
        visits: list[Stop[Visited]] = [Stop(each, each.point) for each in near if each.client_id not in met]
        fixed: list[Stop[Visited]] = [Stop(each, each.usual_point, each.planned_at) for each in meetings]
        legs = plan_route(here, tx.clock.now(), visits, fixed)
        far = sum(leg.metres or 0 for leg in legs)
        stops = ngettext("{n} stop", "{n} stops", len(legs)).format(n=len(legs))
        title = fill(_("🚗 Route · {stops} · {far}"), stops=bold(stops), far=tell_distance(far))
        rows = [_leg(n, leg, reader.zone) for n, leg in enumerate(legs, 1)]
        points = [leg.stop.point for leg in legs if leg.stop.point is not None]
        numbers = [_open(str(n), leg.stop.what.client_id) for n, leg in enumerate(legs, 1)]
        back = (button(_("‹ Near"), self.but(route=False)), _meet())
        foot: Keyboard = (*grid(numbers, WIDTH), back)
        spot = Spot(points[0].latitude, points[0].longitude) if points else None
        return Message(lines(title, *(rows or [_nobody()])), (*_link(here, points), *foot), spot=spot)


async def _list_meetings(tx: Transaction, reader: Actor) -> list[Activity]:
    """Of today, that are ahead or may be on."""
    now = tx.clock.now()
    today = local_date(now, reader.zone)
    planned = await tx.as_(reader).activities.list_planned(today, today, reader.person_id)
    return [each for each in planned if each.type in VISITS and _is_ahead(each.planned_at, now)]


def _is_ahead(planned_at: datetime | None, now: datetime) -> bool:
    return planned_at is not None and planned_at >= now - STILL


def _row(number: int, near: Neighbour) -> Markup:
    """«1  Школа 57 · 400 м · долг 90 тыс»"""
    said = " · ".join(part for part in (tell_distance(near.metres), _reason(near)) if part)
    return fill("{n}  {client} · {said}", n=number, client=near.name, said=said)


def _reason(near: Neighbour) -> str:
    """The first one: a line has no room for more."""
    if near.debt:
        return _("owes {sum}").format(sum=short(near.debt))
    if near.awaited:
        return _("expected {sum}").format(sum=short(near.awaited))
    if near.is_forgotten:
        return _("no contact {n} d").format(n=near.silent)
    return ""


def _leg(number: int, leg: Leg[Visited], zone: str) -> Markup:
    """«2  🤝 15:00 СтройГрад · 1,2 км»"""
    what = leg.stop.what
    far = _("place not known") if leg.metres is None else tell_distance(leg.metres)
    if isinstance(what, Neighbour):
        said = " · ".join(part for part in (far, _reason(what)) if part)
        return fill("{n}  {client} · {said}", n=number, client=what.name, said=said)
    at = hours(leg.stop.at, zone) if leg.stop.at else ""
    return fill("{n}  🤝 {at} {client} · {far}", n=number, at=at, client=what.client_name, far=far)


def _nobody() -> Markup:
    return fill(
        _("None of your clients is near. I learn where a client is from two meetings marked with 📍 at one place")
    )


def _link(here: Point, points: Sequence[Point]) -> Keyboard:
    if not points:
        return ()
    said = "~".join(f"{each.latitude:.6f},{each.longitude:.6f}" for each in (here, *points))
    return ((Button(_("🗺 Open the map"), url=MAP.format(points=said)),),)


def _open(label: str, client_id: int) -> Button:
    return button(label, RoadPress(deed=RoadDeed.OPEN, client_id=client_id))


def _meet() -> Button:
    return button(_("📍 Note a meeting"), RoadPress(deed=RoadDeed.MEET))
