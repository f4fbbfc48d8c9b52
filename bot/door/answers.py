"""Answers of the door, with the headers that all of them have."""

import hashlib
import json
from http import HTTPStatus
from typing import Any

from aiohttp import web

from handlers.door.endpoint import DoorAnswer, ProblemError

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Server": "reper",
}
NOT_KEPT = {"Cache-Control": "no-store"}
LOOKED_AT_AGAIN = {"Cache-Control": "private, no-cache"}
PROBLEM = "application/problem+json"


def make_response(answer: DoorAnswer, known_tag: str = "") -> web.Response:
    """`known_tag`: of If-None-Match."""
    kept = LOOKED_AT_AGAIN if answer.tagged else NOT_KEPT
    headers = {**HEADERS, **kept, **answer.headers}
    if answer.tagged:
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
        headers["ETag"] = tag
        if tag in [each.strip().removeprefix("W/") for each in known_tag.split(",")]:
            return web.Response(status=304, headers=headers)
    return web.Response(body=answer.body, status=answer.status, headers={**headers, "Content-Type": _type_of(answer)})


def make_problem(problem: ProblemError) -> web.Response:
    """As RFC 9457 has it."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(problem.status).phrase, "status": problem.status}
    if problem.detail:
        told["detail"] = problem.detail
    told |= problem.members
    headers = {**HEADERS, **NOT_KEPT, **problem.headers, "Content-Type": PROBLEM}
    return web.Response(body=json.dumps(told, ensure_ascii=False).encode(), status=problem.status, headers=headers)


def _type_of(answer: DoorAnswer) -> str:
    return answer.kind if "charset" in answer.kind or answer.kind == "image/png" else f"{answer.kind}; charset=utf-8"
