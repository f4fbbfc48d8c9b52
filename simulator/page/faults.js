// Trouble to switch on: what a bot meets in a year, at the press of a button.

import { el, iconButton } from "./dom.js";
import * as stage from "./stage.js";
import { t } from "./words.js";

const RICH = [
  { method: "sendRichMessage", code: 404, description: "Not Found: method not found", times: null },
  { method: "editMessageText", contains: "<table", code: 400, description: "Bad Request: message text is empty", times: null },
];
const RULES = {
  fault_flood: { method: "send*", code: 429, retry_after: 10, times: null, lasts: 10 },
  fault_once: { method: "*", code: 502, times: 1 },
  fault_down: { method: "*", code: 502, times: null },
  fault_offline: { method: "*", reset: "before", times: null },
  fault_lost: { method: "sendMessage", reset: "after", times: 1 },
  fault_plain: RICH,
};

export class Faults {
  constructor(store, { failed, counted }) {
    Object.assign(this, { store, failed, counted });
    this.active = el("ul", { class: "rules", "aria-live": "polite" });
    this.blocked = el("div", { class: "blocked" });
    const buttons = Object.entries(RULES).map(([name, rule]) => this.button(name, () => Promise.all([rule].flat().map(stage.addFault))));
    const off = el("button", { type: "button", class: "plain", on: { click: () => this.change(stage.clearFaults()) } }, t("all_off"));
    this.element = el("div", { class: "faults" }, el("div", { class: "choices" }, buttons), this.active, off, el("h3", {}, t("blocked_by")), this.blocked);
  }

  button(name, act) {
    return el("button", { type: "button", on: { click: () => this.change(act()) } }, el("b", {}, t(name)), el("span", {}, t(`${name}_hint`)));
  }

  async change(asked) {
    try {
      await asked;
      await this.look();
    } catch (refusal) {
      this.failed(refusal.message);
    }
  }

  async look() {
    const rules = await stage.faults();
    this.counted(rules.length);
    const shown = JSON.stringify(rules);
    if (shown !== this.shown) this.active.replaceChildren(...(rules.length ? rules.map((rule) => this.rule(rule)) : [el("li", { class: "empty" }, t("no_faults"))]));
    this.shown = shown;
    this.showPeople();
  }

  rule(rule) {
    const what = rule.reset ? `${t("broken")} (${rule.reset})` : (rule.code ?? `${rule.delay} ${t("seconds")}`);
    const off = iconButton("close", t("off"), () => this.change(stage.clearFaults({ id: rule.id })));
    return el("li", {}, el("b", {}, `${rule.method} · ${what}`), el("span", {}, t("hits", { n: rule.hits })), off);
  }

  showPeople() {
    const people = [...this.store.people.values()];
    const state = people.map(({ id, blocked }) => `${id}${blocked}`).join();
    if (state === this.peopleShown) return;
    this.peopleShown = state;
    this.blocked.replaceChildren(...people.map((person) => this.person(person)));
  }

  person({ id, first_name: name, blocked }) {
    const pressed = () => this.change(stage.does(id, blocked ? "unblock" : "block"));
    return el("button", { type: "button", class: "chip", "aria-pressed": String(blocked), on: { click: pressed } }, name);
  }
}
