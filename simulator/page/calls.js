// The calls of the Bot API, newest first; each opens to show what was asked and what was answered.

import { el } from "./dom.js";
import * as stage from "./stage.js";
import { t } from "./words.js";
import { hms } from "./zone.js";

const SHOWN = 200;

export class Calls {
  constructor(store) {
    this.store = store;
    this.calls = [];
    this.since = 0;
    this.filter = el("input", { type: "search", placeholder: t("filter"), "aria-label": t("filter"), on: { input: () => this.draw() } });
    this.polls = el("input", { type: "checkbox", on: { change: () => this.draw() } });
    this.list = el("div", { class: "calls" });
    const tools = el("div", { class: "tools" }, this.filter, el("label", {}, this.polls, el("span", {}, t("show_polls"))));
    this.element = el("div", {}, tools, this.list);
  }

  async look() {
    const fresh = await stage.log(this.since, SHOWN * 5);
    if (!fresh.length && this.calls.length) return;
    this.since = fresh.at(-1)?.seq ?? this.since;
    this.calls = [...this.calls, ...fresh].slice(-SHOWN * 5);
    const news = fresh.filter((call) => this.isWanted(call));
    if (news.length || !this.list.children.length) this.draw();
  }

  isWanted(call) {
    if (call.method.toLowerCase() === "getupdates" && !this.polls.checked) return false;
    const sought = this.filter.value.trim().toLowerCase();
    return !sought || `${call.method} ${JSON.stringify(call.params)}`.toLowerCase().includes(sought);
  }

  draw() {
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((node) => node.dataset.seq));
    const wanted = this.calls.filter((call) => this.isWanted(call)).slice(-SHOWN).reverse();
    this.list.replaceChildren(...wanted.map((call) => this.call(call, open.has(String(call.seq)))));
    if (!wanted.length) this.list.append(el("p", { class: "empty" }, t("no_calls")));
  }

  call(call, isOpen) {
    const whom = this.store.chats.get(Number(call.params.chat_id))?.title ?? "";
    const fine = call.status === 200;
    const status = el("span", { class: fine ? "fine" : "bad" }, call.status || t("broken"));
    const head = el("summary", {}, el("time", {}, hms(new Date(call.at))), el("b", {}, call.method), el("span", { class: "whom" }, whom), status);
    const details = el("details", { data: { seq: call.seq }, open: isOpen }, head);
    const fill = () => details.childElementCount === 1 && details.append(...this.inside(call));
    details.addEventListener("toggle", fill);
    if (isOpen) fill();
    return details;
  }

  inside(call) {
    return [el("h4", {}, t("params")), el("pre", {}, pretty(call.params)), el("h4", {}, t("answer")), el("pre", {}, pretty(call.answer))];
  }
}

function pretty(value) {
  try {
    return JSON.stringify(typeof value === "string" ? JSON.parse(value) : value, null, 2);
  } catch {
    return value;
  }
}
