// The field below a chat: typing, the list of commands, attachments, the bot's keyboard.

import { Attach } from "./attach.js";
import { summary } from "./bubble.js";
import { el, iconButton } from "./dom.js";
import { Queries } from "./queries.js";
import { does, sendOffered } from "./stage.js";
import { Suggest } from "./suggest.js";
import { t } from "./words.js";

export class Composer {
  constructor({ person, bot, commands, where, doing, told, opens, offered }) {
    Object.assign(this, { person, where, doing });
    this.field = el("textarea", { rows: "1", "aria-label": t("message"), placeholder: t("message"), dir: "auto" });
    this.suggest = new Suggest({ field: this.field, commands, chosen: (text) => this.send(text) });
    this.queries = new Queries({ person, bot, field: this.field, where, doing, opens });
    this.attach = new Attach({ person, where, doing, told });
    this.list = iconButton("menu", t("commands"), () => this.toggleCommands(commands, told), { class: "icon-button commands" });
    this.clip = iconButton("clip", t("attach"), () => this.attach.open(this.clip), { "aria-haspopup": "menu" });
    this.keysSwitch = iconButton("keys", t("keyboard"), () => this.toggleKeys(), { hidden: true });
    this.go = iconButton("send", t("send"), () => this.send(), { class: "icon-button send" });
    this.quote = el("div", { class: "replying", hidden: true });
    this.keys = el("div", { class: "keys", hidden: true, role: "group", "aria-label": t("keyboard") });
    this.offers = this.offer(offered());
    const line = el("div", { class: "line" }, this.list, this.field, this.keysSwitch, el("span", { class: "anchor" }, this.clip), this.go);
    this.element = el("footer", { class: "composer" }, this.suggest.element, this.queries.element, this.quote, this.offers, line, this.keys, this.attach.inputs);
    this.listen();
  }

  // Files to try, one tap each; the person sends them as their own.
  offer(files) {
    const chips = files.map((file) => {
      const sent = () => this.doing(sendOffered(this.person.id, file, { chat: this.where() }));
      return el("button", { type: "button", class: "plain offered", on: { click: sent } }, file.name);
    });
    return el("div", { class: "offers", hidden: !files.length }, el("span", {}, t("try_files")), ...chips);
  }

  listen() {
    this.field.addEventListener("input", () => {
      this.grow();
      this.suggest.typed();
      this.queries.typed();
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.suggest.close());
    this.field.addEventListener("blur", () => this.queries.close());
    this.field.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) event.preventDefault();
      for (const file of files) this.attach.file(file);
    });
  }

  key(event) {
    if (event.isComposing) return;
    if (this.suggest.key(event) || this.queries.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") this.replyTo(null);
    else return;
    event.stopPropagation();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
  }

  write(text) {
    this.field.value = text;
    this.grow();
  }

  async send(text = this.field.value) {
    if (!text.trim()) return;
    const details = { text, chat: this.where(), ...(this.replied ? { reply_to: this.replied.message_id } : {}) };
    this.field.value = "";
    this.grow();
    this.replyTo(null);
    this.field.focus();
    const sent = await this.doing(does(this.person.id, "text", details));
    if (!sent && !this.field.value) this.field.value = text;
  }

  toggleCommands(commands, told) {
    this.field.focus();
    if (this.suggest.isOpen) this.suggest.close();
    else if (commands().length) this.suggest.open(commands());
    else told(t("no_commands"));
  }

  replyTo(message) {
    this.replied = message;
    this.quote.hidden = !message;
    if (!message) return;
    const drop = iconButton("close", t("cancel"), () => this.replyTo(null));
    this.quote.replaceChildren(el("span", {}, el("b", {}, message.from.name), summary(message)), drop);
    this.field.focus();
  }

  // The keyboard that the bot has put under the chat.
  showKeys(keyboard) {
    const rows = keyboard?.keyboard ?? [];
    this.keys.replaceChildren(...rows.map((row, y) => el("div", { class: "row" }, row.map((button, x) => this.keyButton(button, y, x)))));
    this.keysSwitch.hidden = !rows.length;
    this.keys.hidden = !rows.length;
    this.field.placeholder = keyboard?.input_field_placeholder || t("message");
  }

  keyButton(button, row, col) {
    const pressed = () => this.doing(does(this.person.id, "press", { keyboard: true, row, col, chat: this.where() }));
    return el("button", { type: "button", on: { click: pressed } }, button.text ?? button);
  }

  toggleKeys() {
    this.keys.hidden = !this.keys.hidden;
  }
}
