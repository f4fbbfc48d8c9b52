// The clock to move. It glides, so that whatever is due on the way happens before one's eyes; it never goes back.

import { el, icon, iconButton } from "./dom.js";
import { moveClock } from "./stage.js";
import { t } from "./words.js";
import { hms, instantOf, shortDay, wall } from "./zone.js";

const SLOTS = [12, 16, 18];
const MINUTE = 60_000;
const FAR = 8 * 60 * MINUTE; // further than that in larger steps
const MORNING = { hour: 8, minute: 55 };
const RUN = 1300; // about so many real milliseconds for a short way, so that it is seen

export class ClockBar {
  constructor(store, { failed }) {
    Object.assign(this, { store, failed });
    this.time = el("time", { class: "now" });
    this.day = el("span", { class: "today" });
    this.hold = iconButton("pause", t("freeze"), () => this.toggle());
    this.buttons = [
      ...SLOTS.map((hour) => this.button(`${hour}:00`, t("move_to", { time: `${hour}:00` }), () => this.at({ hour, minute: 0 }))),
      this.button(t("tomorrow"), t("tomorrow_hint"), () => this.at(MORNING, 1)),
      this.button(t("minutes"), t("minutes"), () => this.later(15 * MINUTE)),
      this.button(t("hour"), t("hour"), () => this.later(60 * MINUTE)),
    ];
    const face = el("div", { class: "face", role: "timer", "aria-label": t("clock") }, this.day, this.time);
    this.element = el("div", { class: "clock", role: "group", "aria-label": t("clock") }, face, this.hold, el("div", { class: "moves" }, this.buttons));
    this.show();
  }

  button(shown, hint, target) {
    const pressed = () => (this.moving ? this.moving.abort() : this.glide(button, target()));
    const button = el("button", { type: "button", title: hint, on: { click: pressed } }, shown);
    return button;
  }

  // The next such time of the day, or that of the day after.
  at(time, days = 0) {
    const now = this.store.now();
    const { year, month, day } = wall(now);
    const target = instantOf({ year, month, day: day + days, ...time });
    return target > now ? target : instantOf({ year, month, day: day + 1, ...time });
  }

  later(by) {
    return new Date(this.store.now().getTime() + by);
  }

  async glide(button, to) {
    this.moving = new AbortController();
    this.busy(button);
    try {
      await this.carry(to, this.moving.signal, RUN);
    } catch (refusal) {
      if (refusal.name !== "AbortError") this.failed(refusal.message);
    }
    this.moving = null;
    this.busy(null);
  }

  // To that time in about so many real milliseconds, every minute of it seen by the bot; a long way in larger steps.
  async carry(to, signal, run) {
    const way = to - this.store.now();
    const step = (way > 2 * FAR ? 15 : way > FAR ? 5 : 1) * MINUTE;
    const pace = Math.min(0.06, Math.max(0.008, (run * step) / way / 1000));
    this.element.classList.add("gliding");
    try {
      const { now, frozen } = await moveClock({ to: to.toISOString(), step: step / 1000, pace }, signal);
      this.store.setClock(now, frozen);
    } finally {
      this.element.classList.remove("gliding");
    }
  }

  // The pressed button becomes the brake, the others wait.
  busy(button) {
    this.element.classList.toggle("gliding", Boolean(button));
    for (const one of this.buttons) {
      one.disabled = Boolean(button) && one !== button;
      one.classList.toggle("brake", one === button);
      one.querySelector(".icon")?.remove();
    }
    if (button) button.prepend(icon("stop"));
    button?.setAttribute("aria-label", t("stop"));
    if (!button) for (const one of this.buttons) one.removeAttribute("aria-label");
  }

  async toggle() {
    const frozen = !this.store.clock.frozen;
    try {
      const clock = await moveClock({ frozen });
      this.store.setClock(clock.now, clock.frozen);
    } catch (refusal) {
      this.failed(refusal.message);
    }
  }

  show() {
    const now = this.store.now();
    this.time.textContent = hms(now);
    this.time.dateTime = now.toISOString();
    this.day.textContent = shortDay(now);
    const { frozen } = this.store.clock;
    const label = t(frozen ? "run" : "freeze");
    if (this.hold.title === label) return;
    this.hold.title = label;
    this.hold.setAttribute("aria-label", label);
    this.hold.replaceChildren(icon(frozen ? "play" : "pause"));
  }
}

