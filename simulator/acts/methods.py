"""The methods of the Bot API, each with Telegram's own refusals. getUpdates waits, so it stands with the fronts."""

from datetime import timedelta

from simulator.acts.profile import Method, Profile
from simulator.markup.keyboards import Markup, read_markup
from simulator.markup.rich import read_rich
from simulator.markup.texts import read_caption, read_text
from simulator.state.attachments import document_wire, photo_wire
from simulator.state.files import LARGEST_DOWNLOAD
from simulator.state.records import Chat, Message, Toast
from simulator.state.webhooks import Webhook, read_webhook
from simulator.state.world import World
from simulator.wire import JsonObject, Params, RefusalError, bad_request

DELETABLE_FOR = timedelta(hours=48)
ANSWERABLE_FOR = timedelta(seconds=15)
LONGEST_TOAST = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


class BotApi:
    """`call` knows each method of the Bot API by its name, in whatever case it is written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.webhook = Webhook()
        self._methods: dict[str, Method] = {
            "getme": self._get_me,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
            "sendmessage": self._send_message,
            "sendrichmessage": self._send_rich,
            "senddocument": self._send_document,
            "sendphoto": self._send_photo,
            "editmessagetext": self._edit_text,
            "editmessagecaption": self._edit_caption,
            "editmessagemedia": self._edit_media,
            "editmessagereplymarkup": self._edit_markup,
            "deletemessage": self._delete_message,
            "answercallbackquery": self._answer_callback,
            "getfile": self._get_file,
            "sendchataction": self._send_action,
            "pinchatmessage": self._pin,
            "unpinchatmessage": self._unpin,
            "getchat": self._get_chat,
            **Profile(world).methods,
        }

    def add(self, name: str, method: Method) -> None:
        """One more, of another part of the simulator."""
        self._methods[name.lower()] = method

    def call(self, method: str, params: Params) -> object:
        """The result of a call. Raises RefusalError."""
        known = self._methods.get(method.lower())
        if known is None:
            raise RefusalError(404, "Not Found: method not found")
        return known(params)

    def _get_me(self, _: Params) -> JsonObject:
        return dict(self._world.bot)

    def _send_message(self, params: Params) -> JsonObject:
        chat = self._world.open_chat(params.text("chat_id"))
        return self._send(chat, params, read_text(params))

    def _send_rich(self, params: Params) -> JsonObject:
        chat = self._world.open_chat(params.text("chat_id"))
        return self._send(chat, params, read_rich(params))

    def _send_document(self, params: Params) -> JsonObject:
        chat = self._world.open_chat(params.text("chat_id"))
        caption = read_caption(params)
        stored = self._world.files.give(params.file("document"), "documents", "document")
        return self._send(chat, params, {"document": document_wire(stored), **caption})

    def _send_photo(self, params: Params) -> JsonObject:
        chat = self._world.open_chat(params.text("chat_id"))
        caption = read_caption(params)
        stored = self._world.files.give(params.file("photo"), "photos", "photo")
        return self._send(chat, params, {"photo": photo_wire(stored), **caption})

    def _send(self, chat: Chat, params: Params, body: JsonObject) -> JsonObject:
        markup = read_markup(params.json("reply_markup", "reply keyboard markup"))
        reply_to = self._reply(chat, params)
        if effect := params.text("message_effect_id"):
            body = body | {"effect_id": effect}
        only, thread = self._receiver(chat, params), self._thread(chat, params)
        message = self._world.post(
            chat, self._world.bot_user(), body, markup=markup, reply_to=reply_to, only=only, thread=thread
        )
        message.silent = params.flag("disable_notification")
        message.protected = params.flag("protect_content")
        self._world.show_keyboard(chat, markup)
        return message.to_wire()

    def _receiver(self, chat: Chat, params: Params) -> int | None:
        """Who alone sees it: a member of a group, and for a press whoever has pressed, lately."""
        asked = Params(params.mapping("ephemeral_message_parameters", "ephemeral message parameters"))
        number, pressed = asked.integer("receiver_user_id"), asked.text("callback_query_id")
        if not number:
            return None
        if chat.kind == "private":
            raise bad_request("ephemeral messages can be sent only to groups")
        if number not in chat.members:
            raise bad_request("PARTICIPANT_ID_INVALID")
        press = self._world.presses.get(pressed)
        late = press is None or self._world.clock.now() - press.at > ANSWERABLE_FOR or press.person.id != number
        if pressed and late:
            raise bad_request(TOO_OLD)
        return number

    def _thread(self, chat: Chat, params: Params) -> int | None:
        number = params.integer("message_thread_id")
        if number and number not in chat.topics:
            raise bad_request("message thread not found")
        return number or None

    def _reply(self, chat: Chat, params: Params) -> Message | None:
        asked = params.mapping("reply_parameters", "reply parameters")
        number = Params(asked).integer("message_id") or params.integer("reply_to_message_id")
        forgiving = bool(asked.get("allow_sending_without_reply")) or params.flag("allow_sending_without_reply")
        if number and number not in chat.messages and not forgiving:
            raise bad_request("message to be replied not found")
        return chat.messages.get(number)

    def _edit_text(self, params: Params) -> JsonObject:
        message = self._show_own(params)
        if not message.body.keys() & {"text", "rich_message"}:
            raise bad_request("there is no text in the message to edit")
        body = read_rich(params) if params.text("rich_message") else read_text(params)
        return self._edit(message, params, body)

    def _edit_caption(self, params: Params) -> JsonObject:
        message = self._show_own(params)
        if not message.body.keys() & {"photo", "document", "voice"}:
            raise bad_request("there is no caption in the message to edit")
        kept = {name: value for name, value in message.body.items() if not name.startswith("caption")}
        return self._edit(message, params, kept | read_caption(params))

    def _edit_media(self, params: Params) -> JsonObject:
        message = self._show_own(params)
        if "voice" in message.body:
            raise bad_request("message can't be edited")
        media = params.mapping("media", "input media")
        kind = str(media.get("type", ""))
        if kind not in {"photo", "document"}:
            raise bad_request("unsupported media type specified")
        stored = self._world.files.give(Params(media, params.uploads).file("media"), f"{kind}s", kind)
        shown = photo_wire(stored) if kind == "photo" else document_wire(stored)
        return self._edit(message, params, {kind: shown, **read_caption(Params(media))})

    def _edit_markup(self, params: Params) -> JsonObject:
        message = self._show_own(params)
        return self._edit(message, params, message.body)

    def _edit(self, message: Message, params: Params, body: JsonObject) -> JsonObject:
        """An edit without a keyboard takes the keyboard away, as Telegram does."""
        markup: Markup = read_markup(params.json("reply_markup", "reply keyboard markup"), inline_only=True)
        if body == message.body and markup.inline == message.inline_keyboard:
            raise bad_request(NOT_MODIFIED)
        self._world.rewrite(message, body, markup.inline)
        return message.to_wire()

    def _show_own(self, params: Params) -> Message:
        chat = self._world.open_chat(params.text("chat_id"))
        message = chat.messages.get(params.integer("message_id"))
        if message is None or message.only is not None:
            raise bad_request("message to edit not found")
        if not message.by_bot:
            raise bad_request("message can't be edited")
        return message

    def _delete_message(self, params: Params) -> bool:
        chat = self._world.open_chat(params.text("chat_id"))
        message = chat.messages.get(params.integer("message_id"))
        if message is None:
            raise bad_request("message to delete not found")
        old = self._world.clock.now() - message.date >= DELETABLE_FOR
        if old or not (message.by_bot or chat.kind == "private"):
            raise bad_request("message can't be deleted for everyone")
        self._world.remove(message)
        return True

    def _answer_callback(self, params: Params) -> bool:
        press = self._world.presses.get(params.text("callback_query_id"))
        now = self._world.clock.now()
        if press is None or press.toast is not None or now - press.at > ANSWERABLE_FOR:
            raise bad_request(TOO_OLD)
        if len(params.text("text")) > LONGEST_TOAST:
            raise bad_request("MESSAGE_TOO_LONG")
        chat_id = press.message.chat.id
        press.toast = Toast(
            params.text("text"), params.flag("show_alert"), now, press.id, chat_id, url=params.text("url")
        )
        press.person.toasts.append(press.toast)
        self._world.changes.add("toast", chat_id, person=press.person.id, toast=press.toast.to_json())
        return True

    def _get_file(self, params: Params) -> JsonObject:
        stored = self._world.files.find(params.text("file_id"))
        if len(stored.content) > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return stored.to_wire() | {"file_path": stored.path}

    def _send_action(self, params: Params) -> bool:
        chat = self._world.open_chat(params.text("chat_id"))
        if params.text("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._world.changes.add("action", chat.id, action=params.text("action"))
        return True

    def _pin(self, params: Params) -> bool:
        chat = self._world.open_chat(params.text("chat_id"))
        number = params.integer("message_id")
        if number not in chat.messages:
            raise bad_request("message to pin not found")
        chat.pinned = [number, *(each for each in chat.pinned if each != number)]
        self._world.changes.add("pinned", chat.id, pinned=chat.pinned)
        return True

    def _unpin(self, params: Params) -> bool:
        """The newest one where none is named."""
        chat = self._world.open_chat(params.text("chat_id"))
        number = params.integer("message_id") or next(iter(chat.pinned), 0)
        if number not in chat.pinned:
            raise bad_request("message to unpin not found")
        chat.pinned.remove(number)
        self._world.changes.add("pinned", chat.id, pinned=chat.pinned)
        return True

    def _get_chat(self, params: Params) -> JsonObject:
        chat = self._world.chat(params.text("chat_id"))
        return {
            **chat.to_wire(),
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                (
                    "unlimited_gifts",
                    "limited_gifts",
                    "unique_gifts",
                    "premium_subscription",
                    "gifts_from_channels",
                ),
                False,
            ),
        }

    def _set_webhook(self, params: Params) -> bool:
        if not params.text("url"):
            return self._delete_webhook(params)
        self.webhook = read_webhook(params)
        self._world.updates.allowed = self.webhook.allowed_updates
        if params.flag("drop_pending_updates"):
            self._world.updates.clear()
        self._world.updates.ring("webhook")
        self._world.changes.add("webhook", url=self.webhook.url)
        return True

    def _get_webhook_info(self, _: Params) -> JsonObject:
        return self.webhook.to_wire(len(self._world.updates))

    def _delete_webhook(self, params: Params) -> bool:
        if params.flag("drop_pending_updates"):
            self._world.updates.clear()
        if self.webhook.url:
            self.webhook = Webhook()
            self._world.updates.ring("update")
            self._world.changes.add("webhook", url="")
        return True
