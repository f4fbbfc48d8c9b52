// The button that plays the story, and the line under the bar that says what happens now.

import { el, icon, iconButton } from "./dom.js";
import { avatar } from "./phone.js";
import { t } from "./words.js";

const HANDS_OFF = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "Escape", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

export class StoryBar {
  constructor(player, { store }) {
    Object.assign(this, { player, store });
    this.begin = el("button", { type: "button", class: "primary story-begin", on: { click: () => this.player.begin() } }, icon("play"), player.script.title);
    this.toggle = iconButton("pause", t("story_pause"), () => this.toggled(), { class: "icon-button story-toggle" });
    this.next = iconButton("next", t("story_next"), () => this.player.forward());
    this.speed = el("button", { type: "button", class: "plain story-speed", on: { click: () => this.player.faster() } });
    this.close = iconButton("close", t("story_end"), () => this.ended());
    this.who = el("span", { class: "story-who" });
    this.caption = el("p", { class: "caption", role: "status", "aria-live": "polite" });
    this.way = el("i", { class: "way" });
    const hands = el("div", { class: "hands" }, this.toggle, this.next, this.speed);
    this.element = el("section", { class: "story", "aria-label": player.script.title, hidden: true }, hands, this.who, this.caption, this.close, this.way);
    this.show();
  }

  toggled() {
    if (this.player.isPlaying) this.player.pause();
    else this.player.go();
  }

  ended() {
    this.player.end();
    this.begin.focus();
  }

  show() {
    const { state, caption, speed, next, script, actor } = this.player;
    this.element.hidden = state === "idle";
    this.begin.hidden = state !== "idle";
    this.element.dataset.state = state;
    if (this.caption.textContent !== caption) this.caption.textContent = caption ?? "";
    const [name, label] = { playing: ["pause", "story_pause"], over: ["again", "story_again"] }[state] ?? ["play", "story_resume"];
    this.toggle.replaceChildren(icon(name));
    this.toggle.title = t(label);
    this.toggle.setAttribute("aria-label", t(label));
    this.next.disabled = state === "over";
    this.speed.textContent = `${speed}×`;
    this.speed.title = t("story_speed", { n: speed });
    this.speed.setAttribute("aria-label", this.speed.title);
    this.way.style.width = `${(100 * next) / script.steps.length}%`;
    const person = this.store.people.get(actor);
    this.who.replaceChildren(...(person && state === "playing" ? [avatar(person)] : []));
  }
}

// Whoever types or presses in a phone, or takes the clock, plays on alone.
export function watchHands(player) {
  const taken = (event) => {
    const here = event.isTrusted && event.target.closest?.(".phone, .clock");
    if (here && !HANDS_OFF.has(event.key)) player()?.pause(t("story_yours"));
  };
  document.addEventListener("pointerdown", taken, true);
  document.addEventListener("keydown", taken, true);
}
