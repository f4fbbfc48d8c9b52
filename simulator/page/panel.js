// The drawer for whoever looks behind the scene: calls and faults. It looks once a second, and only while it is open.

import { Calls } from "./calls.js";
import { el, iconButton } from "./dom.js";
import { Faults } from "./faults.js";
import { t } from "./words.js";

const BEAT = 1000;

export class Panel {
  constructor(store, { failed }) {
    this.mark = el("span", { class: "badge", hidden: true });
    const counted = (count) => {
      this.mark.hidden = !count;
      this.mark.textContent = count;
    };
    this.pages = { calls: new Calls(store), faults: new Faults(store, { failed, counted }) };
    this.tabs = Object.keys(this.pages).map((name) => this.tab(name));
    this.body = el("div", { class: "body", role: "tabpanel" });
    this.button = iconButton("panel", t("panel"), () => this.toggle(), { "aria-expanded": "false" });
    this.button.append(this.mark);
    const head = el("header", {}, el("div", { class: "tabs", role: "tablist" }, this.tabs), iconButton("close", t("close"), () => this.toggle()));
    const key = (event) => event.key === "Escape" && this.toggle();
    this.element = el("aside", { class: "panel", hidden: true, "aria-label": t("panel"), on: { keydown: key } }, head, this.body);
    this.choose("calls");
    this.pages.faults.look().catch(() => {});
  }

  tab(name) {
    return el("button", { type: "button", role: "tab", data: { name }, on: { click: () => this.choose(name) } }, t(name));
  }

  choose(name) {
    this.page = this.pages[name];
    for (const tab of this.tabs) tab.setAttribute("aria-selected", tab.dataset.name === name);
    this.body.replaceChildren(this.page.element);
    this.look();
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
    if (this.element.hidden) this.button.focus();
    else this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true").focus();
    this.look();
  }

  async look() {
    clearTimeout(this.next);
    if (this.element?.hidden !== false || !this.element.isConnected) return;
    await this.page.look().catch(() => {});
    clearTimeout(this.next);
    this.next = setTimeout(() => this.look(), BEAT);
  }
}
