"""
`POST /hook/pbx/<token>`: an exchange tells of a call (spec/6), read by the rules that the token names.

It is stored as it was understood, and heard afterwards, once.
"""

from datetime import timedelta

from handlers.door.endpoint import DoorAnswer, DoorRequest, HeardItem, Hook, Inbound, Lookup, ProblemError, make_key
from handlers.framework.replies import Replies
from handlers.telephony.hearing import take_in
from sales.door.sources import ItemSource
from sales.door.tokens import TokenKind
from sales.telephony.adapters import read_call
from sales.telephony.call import Call, ExchangeOptions, Ignore, Refuse
from storage.telephony.calls import CallPlace

WHAT = "pbx"
PATH = "/hook/pbx/{token}{rest:(?:/.*)?}"
"""Some exchanges append a path of their own, such as /events/summary."""
TAKEN_IN = DoorAnswer(b"ok", kind="text/plain")
LONGEST_ECHO = 64
OLDEST = timedelta(days=400)
AHEAD = timedelta(days=1)


async def _read(request: DoorRequest) -> Inbound | DoorAnswer:
    """Raises ProblemError for what is not theirs and for what is no call."""
    if "zd_echo" in request.query and not request.body:
        return _echo(request)
    options = await _options_of(request)
    match read_call(request.body, request.headers, options):
        case Ignore():
            return TAKEN_IN
        case Refuse(status, why):
            raise ProblemError(status, why)
        case Call() as call:
            now = request.tx.clock.now()
            if not now - OLDEST <= call.started_at <= now + AHEAD:
                raise ProblemError(422, "The call is of another time.")
            key = make_key(options.exchange, call.external_id)
            return Inbound(WHAT, key, call.to_json(), ItemSource.PBX, TAKEN_IN)


async def _options_of(request: DoorRequest) -> ExchangeOptions:
    department = await request.tx.system.departments.get(request.bearer.department_id or 0)
    return ExchangeOptions.of(request.bearer.options, department.zone)


async def _answer_echo(request: DoorRequest) -> DoorAnswer:
    """An exchange asks whether anybody is there."""
    return _echo(request)


def _echo(request: DoorRequest) -> DoorAnswer:
    """Raises ProblemError."""
    said = request.query.get("zd_echo", "")
    if not said.isascii() or not said.isalnum() or len(said) > LONGEST_ECHO:
        raise ProblemError(404)
    return DoorAnswer(said.encode(), kind="text/plain")


async def hear_call(item: HeardItem) -> Replies:
    """It is kept, matched and joined with its record."""
    department = await item.tx.system.departments.get(item.token.department_id or 0)
    options = ExchangeOptions.of(item.token.options, department.zone)
    place = CallPlace(department.id, department.zone, options.exchange, item.token.id)
    return await take_in(item.tx, place, Call.from_json(item.data))


PBX_HOOK = Hook(path=PATH, kind=TokenKind.PBX, read=_read)
PBX_ECHO = Lookup(path=PATH, kind=TokenKind.PBX, answer=_answer_echo)
