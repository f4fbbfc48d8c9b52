// The page: a bar with the clock and the people, their phones side by side, and the drawer.

import { ClockBar } from "./clock.js";
import { el } from "./dom.js";
import { themeButton } from "./looks.js";
import { remember, remembered } from "./memory.js";
import { Player } from "./story.js";
import { StoryBar, watchHands } from "./storybar.js";
import { Panel } from "./panel.js";
import { PeopleBar } from "./people.js";
import { Phone } from "./phone.js";
import { Store } from "./store.js";
import { language, speak, t } from "./words.js";
import { useZone } from "./zone.js";

const AGAIN = 1000;

class Page {
  constructor(store) {
    this.store = store;
    const follow = (kind, act) => store.on(kind, act);
    follow("reset", () => this.renew());
    follow("script", () => this.renew());
    follow("offline", () => this.showOffline(true));
    follow("online", () => this.showOffline(false));
    follow("clock", () => this.clock?.show());
    follow("person", (person) => this.meet(person));
    follow("chats", () => this.phones.forEach((phone) => phone.refresh(phone.person)));
    follow("message", (chat, message) => this.message(chat, message));
    follow("edit", (chat, message) => this.edit(chat, message));
    follow("read", (chat, message) => this.each(chat, (phone) => phone.feed.change(message, { quiet: true })));
    follow("delete", (chat, id) => this.each(chat, (phone) => phone.feed.remove(id)));
    follow("keyboard", (chat) => this.each(chat, (phone) => phone.composer.showKeys(chat.reply_keyboard)));
    follow("typing", (chat) => this.each(chat, (phone) => phone.typing()));
    follow("press", (chat, who, id, place) => this.each(chat, (phone) => phone.person.id === who && phone.pressed(id, place)));
    follow("toast", (who, toast) => this.phones.get(who)?.answered(toast));
    watchHands(() => this.player);
    setInterval(() => this.clock?.show(), 500);
  }

  each(chat, act) {
    for (const phone of this.phones.values()) if (phone.chatId === chat.id) act(phone);
  }

  message(chat, message) {
    this.each(chat, (phone) => phone.message(message, { follow: this.player?.isPlaying }));
    if (message.from.is_bot) this.player?.heard(chat.id, message);
  }

  edit(chat, message) {
    this.each(chat, (phone) => phone.feed.change(message));
    if (message.from.is_bot) this.player?.heard(chat.id, message);
  }

  // Another simulator, or another story: what was played before is over.
  renew() {
    this.player?.end();
    this.player = this.store.script && this.makePlayer(this.store.script);
    this.draw();
  }

  makePlayer(script) {
    return new Player(script, {
      store: this.store,
      phone: (id) => this.toTheFront(id),
      carry: (to, signal, run) => this.clock.carry(to, signal, run),
      changed: () => this.showStory(),
    });
  }

  showStory() {
    this.story?.show();
    const { isPlaying, actor } = this.player;
    for (const [id, phone] of this.phones) phone.element.classList.toggle("acting", isPlaying && id === actor);
  }

  toTheFront(id) {
    const phone = this.phones.get(id);
    if (!phone) return undefined;
    if (!this.people.isShown(id)) this.people.reveal(id);
    if (phone.chatId !== id) phone.go(id);
    phone.element.scrollIntoView({ block: "nearest" });
    return phone;
  }

  draw() {
    const { store } = this;
    this.player?.pause();
    speak(remembered("language", store.language || navigator.language.slice(0, 2)));
    useZone(store.zone);
    document.title = `${t("title")} · ${store.bot.first_name}`;
    this.phones = new Map();
    const failed = (words) => this.notice(words);
    this.clock = new ClockBar(store, { failed });
    this.people = new PeopleBar(store, { chosen: () => this.arrange(), failed });
    this.panel = new Panel(store, { failed });
    this.offline = el("div", { class: "offline", role: "status", hidden: true }, t("offline"));
    this.told = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.empty = el("p", { class: "nobody", hidden: true });
    this.grid = el("main", { class: "phones", "aria-label": t("people") }, this.empty);
    const tools = el("div", { class: "tools" }, this.languageButton(), themeButton(), this.panel.button);
    this.story = this.player && new StoryBar(this.player, { store });
    const bar = el("header", { class: "bar" }, this.clock.element, this.story?.begin, this.people.element, tools, this.story?.element);
    // phones are as high as the bar leaves room for, however many lines it takes
    new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
    document.body.replaceChildren(bar, this.offline, this.grid, this.panel.element, this.told);
    for (const person of store.people.values()) this.add(person);
    this.people.mark();
  }

  languageButton() {
    const other = language() === "ru" ? "en" : "ru";
    const pressed = () => {
      remember("language", other);
      this.draw();
    };
    return el("button", { type: "button", class: "plain", lang: other, title: t("language"), on: { click: pressed } }, other.toUpperCase());
  }

  add(person) {
    const count = (unread) => this.people.count(person.id, unread);
    const asNew = (payload) => this.people.addSomebody(payload);
    const phone = new Phone(this.store, person, { hide: () => this.people.hide(person.id), asNew, counted: count });
    this.phones.set(person.id, phone);
    this.people.show(person);
    this.grid.append(phone.element);
    return phone;
  }

  meet(person) {
    if (this.phones.has(person.id)) this.phones.get(person.id).refresh(person);
    else {
      this.add(person);
      this.people.mark();
    }
  }

  arrange() {
    let shown = 0;
    for (const [id, phone] of this.phones) {
      phone.element.hidden = !this.people.isShown(id);
      shown += !phone.element.hidden;
    }
    this.empty.hidden = shown > 0;
    this.empty.textContent = t(this.phones.size ? "all_hidden" : "nobody");
    this.grid.dataset.shown = shown;
  }

  showOffline(isOffline) {
    if (this.offline) this.offline.hidden = !isOffline;
  }

  notice(words) {
    const note = el("div", { class: "toast" }, words);
    this.told.replaceChildren(note);
    setTimeout(() => note.remove(), 4000);
  }
}

async function begin(page) {
  try {
    await page.store.load();
    page.renew();
  } catch (refusal) {
    console.error(refusal);
    setTimeout(begin, AGAIN, page);
  }
}

begin(new Page(new Store()));
