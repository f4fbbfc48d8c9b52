// One phone: a person's name above, a chat, the field below; toasts and alerts on top of it.

import { Composer } from "./composer.js";
import { ask, showPicture } from "./dialogs.js";
import { el, iconButton } from "./dom.js";
import { Feed } from "./feed.js";
import { openOutside, startPayload } from "./links.js";
import { openMenu } from "./menu.js";
import { openMiniApp } from "./miniapp.js";
import { does } from "./stage.js";
import { t } from "./words.js";
import { zoneName } from "./zone.js";

const TYPING = 5000;
const TOAST = 3500;
const LETTER = 45; // milliseconds more for each letter of a toast
const PRESS = 15_000;

export class Phone {
  constructor(store, person, { hide, asNew, counted }) {
    Object.assign(this, { store, person, hide, asNew, chatId: person.id });
    const doing = (deed) => this.doing(deed);
    const told = (text) => this.toast(text);
    const where = () => this.chatId;
    this.feed = new Feed({ person, bot: store.bot, counted });
    this.composer = new Composer({
      person, bot: store.bot, commands: () => this.person.commands, where, doing, told, offered: () => store.script?.files?.filter((file) => file.person === person.id) ?? [], opens: (payload) => this.start(payload),
    });
    this.about = el("span", { class: "about" });
    this.chats = el("select", { class: "chats", hidden: true, "aria-label": t("menu"), on: { change: () => this.go(Number(this.chats.value)) } });
    this.more = iconButton("dots", t("menu"), () => openMenu(this.more, this.menu()), { "aria-haspopup": "menu" });
    this.gate = el("div", { class: "gate", hidden: true });
    this.top = el("div", { class: "toasts", role: "status", "aria-live": "assertive" });
    const names = el("div", { class: "names" }, el("h2", {}, person.name), this.about);
    const head = el("header", {}, avatar(person), names, this.chats, el("span", { class: "anchor" }, this.more));
    this.element = el("section", { class: "phone", "aria-label": person.name, data: { person: person.id } }, head, this.feed.element, this.gate, this.composer.element, this.top);
    this.listen();
    this.go(person.id);
    this.refresh(person);
  }

  get chat() {
    return this.store.chats.get(this.chatId);
  }

  go(id) {
    this.chatId = id;
    this.feed.show(this.chat);
    this.composer.showKeys(this.chat.reply_keyboard);
    this.refresh(this.person);
  }

  // Whether there is nobody to write and press here.
  get isShut() {
    return this.composer.element.hidden;
  }

  // The newest button that says so, or begins so, under a message not older than that; else a key under the chat.
  buttonOf(label, since) {
    const plain = (text) => text.replace(/\s+/g, " ");
    const recent = [...this.chat.messages.values()].filter(({ date }) => Date.parse(date) >= since).reverse();
    const groups = recent.map(({ message_id: id }) => [...(this.feed.nodes.get(id)?.querySelectorAll(".buttons button") ?? [])]);
    groups.push([...this.composer.keys.querySelectorAll("button")]);
    const first = (fits) => groups.flat().find((button) => fits(plain(button.textContent)));
    return first((text) => text === plain(label)) ?? first((text) => text.startsWith(plain(label)));
  }

  refresh(person) {
    this.person = person;
    this.composer?.suggest.refresh();
    const state = person.deactivated ? "is_gone" : person.blocked ? "is_blocked" : !person.started && "not_started";
    this.about.textContent = this.isTyping ? t("typing") : state ? t(state) : person.note || t("with_bot", { bot: this.store.bot.first_name });
    this.about.classList.toggle("typing", Boolean(this.isTyping));
    const ownChat = this.chat.kind === "private";
    this.element.classList.toggle("shut", Boolean(ownChat && state));
    this.gate.hidden = !(ownChat && state);
    this.composer.element.hidden = Boolean(ownChat && state);
    if (!this.gate.hidden) this.gate.replaceChildren(...this.gateInside(person));
    this.showChats();
  }

  gateInside(person) {
    if (person.deactivated) return [el("p", {}, t("is_gone"))];
    if (person.blocked) return [el("button", { type: "button", class: "primary", on: { click: () => this.does("unblock") } }, t("unblock"))];
    return [el("p", {}, t("start_hint")), el("button", { type: "button", class: "primary", on: { click: () => this.does("start") } }, t("start"))];
  }

  showChats() {
    const all = this.store.chatsOf(this.person);
    this.chats.hidden = all.length < 2;
    const options = all.map(({ id, title }) => el("option", { value: id }, id === this.person.id ? this.store.bot.first_name : title));
    this.chats.replaceChildren(...options);
    this.chats.value = this.chatId;
  }

  menu() {
    const blocked = this.person.blocked;
    const transcript = () => window.open(`/sim/chats/${this.chatId}/transcript?zone=${encodeURIComponent(zoneName())}`, "_blank", "noopener");
    const app = this.store.bot.menu_button?.web_app && [["out", this.store.bot.menu_button.text, () => this.openApp()]];
    return [
      ...(app || []),
      ["link", t("open_link"), () => this.askLink()],
      ["file", t("transcript"), transcript],
      blocked ? ["play", t("unblock"), () => this.does("unblock")] : ["pause", t("block"), () => this.does("block")],
      ["close", t("hide_phone"), () => this.hide()],
    ];
  }

  async openApp() {
    const opened = await this.does("app");
    if (opened) openMiniApp(this, opened);
  }

  async askLink() {
    const fields = [{ name: "link", label: t("link_or_payload"), required: true }];
    const answer = await ask({ title: t("open_link"), fields, ok: t("start") });
    if (answer) this.openLink(answer.link, true);
  }

  does(deed, details = {}) {
    return this.doing(does(this.person.id, deed, details));
  }

  // The answer, or undefined when the person was told why not.
  async doing(deed) {
    try {
      return await deed;
    } catch (refusal) {
      this.toast(refusal.message);
      return undefined;
    }
  }

  openLink(written, orPayload = false) {
    const payload = startPayload(written, this.store.bot.username);
    if (payload !== null) return this.start(payload);
    return orPayload ? this.toast(t("no_link")) : openOutside(written);
  }

  start(payload) {
    if (this.chatId !== this.person.id) this.go(this.person.id);
    return this.does("start", { payload });
  }

  listen() {
    const { scroller } = this.feed;
    scroller.addEventListener("click", (event) => this.clicked(event));
    scroller.addEventListener("dblclick", (event) => this.replyTo(event));
    scroller.addEventListener("keydown", (event) => {
      if (event.key === "Enter") unfold(event.target);
    });
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      for (const file of event.dataTransfer.files) this.composer.attach.file(file);
    });
  }

  replyTo(event) {
    const node = event.target.closest(".message");
    const message = node && !event.target.closest("button, a") && this.chat.messages.get(Number(node.dataset.id));
    if (!message) return;
    getSelection().removeAllRanges();
    this.composer.replyTo(message);
  }

  clicked(event) {
    const target = event.target.closest("a, button, .spoiler, .fold");
    if (!target) return;
    const { dataset } = target;
    if (dataset.row) this.press(target);
    else if (dataset.asNew !== undefined) this.asNew(dataset.asNew);
    else if (dataset.picture) showPicture(dataset.picture, dataset.name);
    else if (unfold(target)) return;
    else if (dataset.command) this.composer.send(dataset.command);
    else if (dataset.start !== undefined) this.start(dataset.start);
    else return;
    event.preventDefault();
  }

  async press(button) {
    const { row, col, copy } = button.dataset;
    const message = Number(button.closest(".message").dataset.id);
    if (copy) return navigator.clipboard.writeText(copy).then(() => this.toast(t("copied")));
    const answer = await this.does("press", { row: Number(row), col: Number(col), message, chat: this.chatId });
    if (answer?.kind === "url") this.openLink(answer.url);
    else if (answer?.kind === "app") openMiniApp(this, answer);
    else if (answer?.kind === "search") this.composer.queries.begin(answer.query);
    else if (answer?.kind === "pass") this.pass(answer.query);
    return undefined;
  }

  async pass(query) {
    const text = await this.composer.queries.pass(query);
    this.alert(text === null ? t("passed_nothing") : `${t("passed")}\n\n${text}`);
  }

  // From the stream: whoever pressed it, here or through the stage.
  pressed(id, place) {
    this.feed.press(id, place);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.released(), PRESS);
  }

  released() {
    clearTimeout(this.waiting);
    for (const button of this.element.querySelectorAll(".buttons .pressed")) button.classList.remove("pressed");
  }

  answered({ text, show_alert: alert, url }) {
    this.released();
    if (url) this.openLink(url);
    if (text && alert) this.alert(text);
    else if (text) this.toast(text);
  }

  toast(text) {
    const note = el("div", { class: "toast" }, text);
    this.top.replaceChildren(note);
    setTimeout(() => note.remove(), TOAST + LETTER * text.length);
  }

  alert(text) {
    const back = document.activeElement;
    const shut = () => {
      box.remove();
      if (document.contains(back)) back.focus();
    };
    const ok = el("button", { type: "button", class: "primary", on: { click: shut } }, t("ok"));
    const key = (event) => event.key === "Escape" && shut();
    const card = el("div", { class: "alert-card", role: "alertdialog", "aria-modal": "true", "aria-label": text, on: { keydown: key } }, el("p", {}, text), ok);
    const box = el("div", { class: "alert" }, card);
    this.element.append(box);
    ok.focus();
  }

  typing() {
    this.isTyping = true;
    this.refresh(this.person);
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.stopTyping(), TYPING);
  }

  stopTyping() {
    clearTimeout(this.typingEnds);
    if (!this.isTyping) return;
    this.isTyping = false;
    this.refresh(this.person);
  }

  message(message, { follow = false } = {}) {
    if (message.from.is_bot) this.stopTyping();
    if (follow) this.feed.stick = true;
    this.feed.add(message);
  }
}

export function avatar(person) {
  const letters = [person.first_name, person.last_name].filter(Boolean).map((name) => [...name][0]).join("");
  return el("span", { class: "avatar", "aria-hidden": "true", data: { tint: person.id % 7 } }, letters);
}

// A spoiler stays open; what folds closes again.
function unfold(node) {
  if (!node.matches(".spoiler, .fold")) return false;
  node.classList.toggle("seen", node.matches(".spoiler") || undefined);
  return true;
}
