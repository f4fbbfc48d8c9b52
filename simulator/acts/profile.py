"""What the bot says of itself: its commands, its descriptions, the button beside the entry field."""

from collections.abc import Callable

from simulator.markup.keyboards import check_addresses
from simulator.state.commands import read_commands, read_language, read_scope
from simulator.state.world import World
from simulator.wire import JsonObject, Params, bad_request

LONGEST_DESCRIPTION, LONGEST_SHORT = 512, 120

Method = Callable[[Params], object]


class Profile:
    def __init__(self, world: World) -> None:
        self._world = world
        self.methods: dict[str, Method] = {
            "setmycommands": self._set_commands,
            "getmycommands": self._get_commands,
            "deletemycommands": self._delete_commands,
            "setmydescription": self._set_description,
            "setmyshortdescription": self._set_short_description,
            "setchatmenubutton": self._set_menu_button,
        }

    def _set_commands(self, params: Params) -> bool:
        scope, language = self._scope(params)
        self._world.commands.put(scope, language, read_commands(params.objects("commands", "commands")))
        self._world.changes.add("commands", scope[1] or None)
        return True

    def _get_commands(self, params: Params) -> list[JsonObject]:
        return self._world.commands.get(*self._scope(params))

    def _delete_commands(self, params: Params) -> bool:
        scope, language = self._scope(params)
        self._world.commands.drop(scope, language)
        self._world.changes.add("commands", scope[1] or None)
        return True

    def _scope(self, params: Params) -> tuple[tuple[str, int, int], str]:
        scope = read_scope(params.json("scope"))
        if scope[1]:
            self._world.chat(str(scope[1]))
        return scope, read_language(params.text("language_code"))

    def _set_description(self, params: Params) -> bool:
        return self._describe("description", LONGEST_DESCRIPTION, params)

    def _set_short_description(self, params: Params) -> bool:
        return self._describe("short_description", LONGEST_SHORT, params)

    def _describe(self, what: str, longest: int, params: Params) -> bool:
        said = params.text(what)
        if len(said) > longest:
            raise bad_request(f"{what} is too long")
        self._world.descriptions[what, read_language(params.text("language_code"))] = said
        return True

    def _set_menu_button(self, params: Params) -> bool:
        """For all chats; of a single one it is taken and not shown."""
        said = params.json("menu_button", "menu button") or {"type": "default"}
        if said.get("type") == "web_app":
            check_addresses(said)
        if not params.text("chat_id"):
            self._world.menu_button = said
        return True
