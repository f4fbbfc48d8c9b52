"""Everything that a message can hold instead of a text, as Telegram sends it; the last ones nobody has heard of yet."""

from typing import Any

FILE = {"file_id": "AgAD", "file_unique_id": "u", "file_size": 1000}
PHOTO = [{**FILE, "width": 90, "height": 90}]
VIDEO = {**FILE, "width": 90, "height": 90, "duration": 3}
STICKER = {**FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
PLACE = {"latitude": 55.75, "longitude": 37.61}
CARD = {"phone_number": "+79123456789", "first_name": "Пётр <u>", "user_id": 777}
CHAT = {"id": -1001, "type": "channel", "title": "<u>Канал</u>"}
STRANGE = {"id": 5, "is_bot": False, "first_name": "<u>Иван</u>"}
POLL = {
    "id": "1",
    "question": "Да?",
    "options": [{"persistent_id": "0", "text": "Да", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
BY_USER = {"type": "user", "date": 1, "sender_user": STRANGE}
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "<u>Пётр</u>"}
OF_CHANNEL = {"type": "channel", "date": 1, "chat": CHAT, "message_id": 5}
OF_BOT = {"type": "user", "date": 1, "sender_user": {"id": 42, "is_bot": True, "first_name": "Reper"}}

THINGS: dict[str, dict[str, Any]] = {
    "photo": {"photo": PHOTO},
    "photo with words": {"photo": PHOTO, "caption": "<u>было</u> 1e309"},
    "photo of several": {"photo": PHOTO, "media_group_id": "1"},
    "photo without sizes": {"photo": []},
    "sticker": {"sticker": STICKER},
    "voice": {"voice": {**FILE, "duration": 3}},
    "audio": {"audio": {**FILE, "duration": 3}},
    "video": {"video": VIDEO},
    "video note": {"video_note": {**FILE, "length": 90, "duration": 3}},
    "document": {"document": {**FILE, "file_name": "../<u>.exe"}},
    "animation": {"animation": VIDEO, "document": FILE},
    "location": {"location": PLACE},
    "live location": {"location": PLACE | {"live_period": 900, "heading": 1}},
    "venue": {"venue": {"location": PLACE, "title": "<u>", "address": "х"}, "location": PLACE},
    "contact": {"contact": CARD},
    "contact without a name": {"contact": {"phone_number": "", "first_name": ""}},
    "contact with junk": {"contact": {"phone_number": "<u>" * 20, "first_name": "\x00\u202e"}},
    "poll": {"poll": POLL},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "game": {"game": {"title": "х", "description": "х", "photo": PHOTO}},
    "story": {"story": {"chat": CHAT, "id": 1}},
    "forwarded text": {"text": "<u>привет</u>", "forward_origin": BY_USER},
    "forwarded by a hidden one": {"text": "пришлю завтра", "forward_origin": HIDDEN},
    "forwarded from a channel": {"photo": PHOTO, "caption": "х", "forward_origin": OF_CHANNEL},
    "forwarded from a bot": {"text": "х", "forward_origin": OF_BOT},
    "forwarded sticker": {"sticker": STICKER, "forward_origin": BY_USER},
    "said through a bot": {"text": "150", "via_bot": {"id": 9, "is_bot": True, "first_name": "b"}},
    "pinned": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    "timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    "access allowed": {"write_access_allowed": {"from_request": True}},
    "web app": {"web_app_data": {"data": "{}", "button_text": "х"}},
    "users shared": {"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}},
    "chat shared": {"chat_shared": {"request_id": 1, "chat_id": -5}},
    "invoice": {
        "invoice": {"title": "х", "description": "х", "start_parameter": "", "currency": "RUB", "total_amount": 1}
    },
    "dice and text": {"dice": {"emoji": "🎲", "value": 6}, "text": "х"},
    "nothing": {},
    "hologram": {"hologram": {"file_id": "x", "depth": 3}},
    "a text of another age": {"text": "х", "smell": "rose", "entities": []},
}
