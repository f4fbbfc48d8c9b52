"""How far, and where a meeting was, as it is told to who was not there."""

from markupsafe import Markup

from reports.message.format import tenths
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import fill
from sales.activities.activities import VISITS
from sales.road.places import Whereabouts, distance, judge_place
from storage.activities.activity import Activity

KILOMETRE = 1000
NEAR = KILOMETRE // 2
TENS = 10


def tell_distance(metres: float) -> str:
    """«400 м» under half a kilometre, in tens; «0,9 км»."""
    if metres < NEAR:
        return pgettext("metres", "{n} m").format(n=int(metres / TENS + 0.5) * TENS)
    return pgettext("kilometres", "{n} km").format(n=tenths(int(metres * 10 / KILOMETRE + 0.5)))


def tell_place(activity: Activity) -> Markup | None:
    """Of a meeting «📍 в 2,0 км от обычного места»; None where its place is not known."""
    point, usual = activity.point, activity.usual_point
    if point is None or activity.type not in VISITS:
        return None
    match judge_place(point, activity.accuracy, usual):
        case Whereabouts.VAGUE:
            return fill(_("📍 not sure where"))
        case Whereabouts.AT_CLIENT:
            return fill(_("📍 at the client's"))
        case Whereabouts.AWAY if usual is not None:
            return fill(_("📍 {far} from the usual place"), far=tell_distance(distance(point, usual)))
        case _:
            return fill(_("📍 place remembered"))
