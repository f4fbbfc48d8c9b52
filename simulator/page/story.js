// A story that plays itself: the clock moves, somebody types or presses, the message that answers lights up. It can be
// paused at any moment, also by whoever takes a phone in hand, and goes on from there: what is not possible any more is skipped.

import { remember, remembered } from "./memory.js";
import { sendOffered } from "./stage.js";
import { t } from "./words.js";
import { dayKey, instantOf, wall } from "./zone.js";

const SPEEDS = [1, 2, 4];
const READING = [1100, 42]; // milliseconds for a sentence, and for each letter of it
const BEAT = 1300; // between steps that go with one sentence
const TOUCH = 420; // a finger on a button before it is pressed
const KEY = 42; // between letters
const RUN = 1500; // for the way to the next time
const LOOK = 60;
const ANSWER = 4000; // real time in which the bot answers, or we go on; a machine that is busy remembers a longer one
const KEPT = 300;
const EARLY = 3_600_000; // a button of the story's day hangs under a message of that day
const PAUSED = new DOMException("paused", "AbortError");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

// With ordinary spaces, and a long line that was broken at its «·» whole: where a line breaks is nothing that a story says.
const plain = (text = "") => text.replaceAll("\u00a0", " ").replaceAll("\n\u2060", " · ").replaceAll("\u2060", "");

export class Player {
  // `phone(id)` brings a person's phone to the front; `carry(to, signal, ms)` moves the clock; `changed()` draws
  constructor(script, { store, phone, carry, changed }) {
    Object.assign(this, { script, store, phone, carry, changed, state: "idle", next: 0, events: [], count: 0, since: 0 });
    this.speed = Number(remembered("speed", 1)) || 1;
  }

  get isPlaying() {
    return this.state === "playing";
  }

  // From the first step, on the next morning that is not over.
  begin() {
    const morning = this.script.mornings.map((each) => new Date(each)).find((each) => each > this.store.now());
    if (!morning) return this.tell("paused", t("story_no_morning"));
    this.next = 0;
    this.morning = morning;
    this.caption = t("story_morning");
    return this.go();
  }

  go() {
    if (this.state === "over" || !this.morning) return this.begin();
    if (this.now > this.morning && dayKey(this.now) !== dayKey(this.morning)) return this.tell("over", t("story_day_over"));
    this.once = false;
    return this.run();
  }

  get now() {
    return this.store.now();
  }

  pause(words = "") {
    if (!this.isPlaying) return;
    this.tell("paused", words || this.caption);
    this.stop.abort(PAUSED);
  }

  end() {
    this.stop?.abort(PAUSED);
    this.morning = null;
    this.tell("idle", "");
  }

  // While it plays: no more waiting. While it is paused: one step.
  forward() {
    if (this.isPlaying) this.hurry = true;
    else if (this.state === "paused") {
      this.once = true;
      this.run();
    }
  }

  faster() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length];
    remember("speed", this.speed);
    this.changed();
  }

  tell(state, caption) {
    Object.assign(this, { state, caption });
    this.changed();
  }

  async run() {
    const stop = new AbortController();
    this.stop = stop;
    this.tell("playing", this.said ?? this.caption);
    try {
      await this.time(this.morning);
      do await this.play(this.script.steps[this.next]);
      while (this.next < this.script.steps.length && !this.once);
      this.tell(this.next < this.script.steps.length ? "paused" : "over", this.caption);
    } catch (refusal) {
      if (refusal !== PAUSED && refusal.name !== "AbortError") this.tell("paused", refusal.message);
    }
  }

  async play(step) {
    this.hurry = false;
    if (step.at || !step.sees) this.since = this.count;
    if (step.at) await this.time(this.at(step.at));
    if (step.say) this.said = step.say;
    this.actor = step.person;
    this.tell("playing", this.said);
    const trouble = await this.deed(step, step.person && this.phone(step.person));
    this.next += 1; // what was done is not done again after a pause
    if (trouble) this.tell("playing", trouble);
    const sentence = trouble || step.say;
    await this.rest(sentence ? READING[0] + READING[1] * sentence.length : BEAT);
  }

  at(written) {
    const [hour, minute] = written.split(":").map(Number);
    return instantOf({ ...wall(this.morning), hour, minute });
  }

  async time(to) {
    if (to > this.now) await this.carry(to, this.stop.signal, RUN / this.speed);
  }

  // What came in the way of it, in words; nothing when it was done.
  async deed({ types, presses, sends, sees }, phone) {
    if (!phone) return "";
    if (sees) return (await this.until(() => this.found(phone, sees))) ? "" : t("story_missed");
    if (phone.isShut) return t("story_shut", { name: phone.person.first_name });
    const done = types ? await this.types(phone, types) : presses ? await this.presses(phone, presses) : await this.sends(phone, sends ?? {});
    if (done) await this.until(() => this.hurry || this.events.some(({ chat, number }) => chat === phone.chatId && number > this.since));
    return done ? "" : t("story_skipped", { label: presses ?? types ?? sends.deed });
  }

  async types(phone, text) {
    const { field } = phone.composer;
    try {
      for (let end = 1; end <= text.length && !CALM.matches && !this.hurry; end += 1) {
        phone.composer.write(text.slice(0, end));
        await this.rest(KEY);
      }
    } finally {
      if (text.startsWith(field.value)) phone.composer.write("");
    }
    return phone.does("text", { text, chat: phone.chatId });
  }

  async presses(phone, label) {
    const since = this.morning.getTime() - EARLY;
    if (!(await this.until(() => phone.buttonOf(label, since)))) return false;
    const button = phone.buttonOf(label, since);
    button.scrollIntoView({ block: "nearest" });
    button.classList.add("touched");
    try {
      await this.rest(TOUCH);
    } finally {
      button.classList.remove("touched");
    }
    const now = phone.buttonOf(label, since); // it may have been drawn anew under the finger
    now?.click();
    return Boolean(now);
  }

  sends(phone, { deed, file, ...details }) {
    const offered = file && this.script.files?.find(({ name }) => name === file);
    if (offered) return phone.doing(sendOffered(phone.person.id, offered, { chat: phone.chatId }));
    return deed ? phone.does(deed, { ...details, chat: phone.chatId }) : true;
  }

  // The newest message of the bot since the last deed that says so; it lights up.
  found(phone, words) {
    const event = this.events.findLast(({ chat, number, message }) => chat === phone.chatId && number > this.since && plain(message?.text).includes(plain(words)));
    if (event) phone.feed.light(event.message.message_id);
    return Boolean(event);
  }

  // From the stream: what the bot did in somebody's chat.
  heard(chat, message = null) {
    this.count += 1;
    this.events.push({ chat, message, number: this.count });
    if (this.events.length > KEPT) this.events.shift();
  }

  // So many milliseconds at this speed; a hurry ends them, a pause breaks off.
  async rest(ms) {
    const end = performance.now() + ms / this.speed;
    while (performance.now() < end && !this.hurry) await this.tick(Math.min(LOOK, end - performance.now()));
    this.stop.signal.throwIfAborted();
  }

  async until(true_, ms = Number(remembered("patience", ANSWER))) {
    const end = performance.now() + ms;
    while (!true_()) {
      if (performance.now() > end) return false;
      await this.tick(LOOK);
      this.stop.signal.throwIfAborted();
    }
    return true;
  }

  tick(ms) {
    return new Promise((resolve) => setTimeout(resolve, Math.max(1, ms)));
  }
}
