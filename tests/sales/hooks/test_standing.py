"""How an address stands: it rests after a failure of its own, and is off when it takes nothing for long."""

from datetime import UTC, datetime, timedelta

from sales.hooks.standing import NO_ANSWER, OFF, find_rest, find_wait, note_failure, note_success, pause, turn_on

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_an_address_rests_longer_and_longer_and_is_off_after_a_day_and_a_half() -> None:
    options, now, rests = {"url": "x"}, NOW, []
    while not options.get(OFF):
        options = note_failure(options, 503, now)
        rest = find_rest(options, now)
        if rest is not None:
            rests.append(rest - now)
            now = rest
    assert rests[:5] == [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), *[timedelta(hours=2)] * 2]
    assert len(rests) == 19
    assert timedelta(hours=32) < now - NOW < timedelta(hours=33)
    assert note_success(options) == {"url": "x", "off": True}, "a trial turns nothing on"
    assert turn_on(options) == {"url": "x"}


def test_a_message_that_is_refused_does_not_make_the_others_wait() -> None:
    for status in (400, 404, 422, 302):
        options = note_failure({}, status, NOW)
        assert (options["failures"], find_rest(options, NOW)) == (1, None)
    for status in (NO_ANSWER, 429, 500, 599):
        assert find_rest(note_failure({}, status, NOW), NOW) == NOW + timedelta(seconds=5)
    assert note_failure({}, 410, NOW)[OFF]


def test_what_is_paused_waits_without_an_end() -> None:
    assert find_wait(pause({}), NOW) == NOW + timedelta(hours=1)
    assert find_wait(turn_on(pause({})), NOW) is None
