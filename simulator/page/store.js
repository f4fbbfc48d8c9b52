// What the page knows of the simulator: people, chats, the clock. It follows the changes and tells what became of them.

import * as stage from "./stage.js";
import { Stream } from "./stream.js";

const CALM = 100; // many lists of commands are set at once

export class Store {
  constructor() {
    this.heard = new Map();
    this.people = new Map();
    this.chats = new Map();
    this.stream = new Stream({
      changed: (change, gap) => (gap ? this.reload() : this.apply(change)),
      broken: () => this.tell("offline"),
      mended: () => this.check(),
    });
  }

  on(kind, heard) {
    this.heard.set(kind, [...(this.heard.get(kind) ?? []), heard]);
  }

  tell(kind, ...facts) {
    for (const heard of this.heard.get(kind) ?? []) heard(...facts);
  }

  async load() {
    const state = await stage.state();
    Object.assign(this, { bot: state.bot, run: state.run, zone: state.zone, language: state.language });
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.script = await stage.script();
    const chats = await Promise.all(state.chats.map(({ id }) => stage.chat(id)));
    this.chats = new Map(chats.map((chat) => [chat.id, held(chat)]));
    this.clock = undefined; // of another run, whose day may be an earlier one
    this.setClock(state.clock.now, state.clock.frozen);
    this.stream.begin(state.seq);
  }

  async reload() {
    try {
      await this.load();
      this.tell("reset");
      this.tell("online");
    } catch {
      this.tell("offline");
      setTimeout(() => this.reload(), 1000);
    }
  }

  // After a break: the same simulator goes on from the number, another one has nothing to do with what is shown.
  async check() {
    const state = await stage.state().catch(() => null);
    if (state === null || state.run !== this.run) return this.reload();
    this.setClock(state.clock.now, state.clock.frozen);
    return this.tell("online");
  }

  now() {
    const gone = this.clock.frozen ? 0 : performance.now() - this.clock.anchor;
    return new Date(this.clock.base + gone);
  }

  // It never goes back: an answer that comes behind the news of a jump is older than that.
  setClock(now, frozen) {
    const base = Date.parse(now);
    if (base < this.clock?.base) return;
    this.clock = { base, anchor: performance.now(), frozen };
    this.tell("clock");
  }

  chatsOf(person) {
    return [...this.chats.values()].filter((chat) => chat.id === person.id || chat.members.includes(person.id));
  }

  // One after another: what comes while a chat is being fetched waits, and is skipped if the chat holds it already.
  apply(change) {
    this.turn = (this.turn ?? Promise.resolve()).then(() => this.handle(change)).catch(console.error);
  }

  async handle(change) {
    if (change.chat !== null && !this.chats.has(change.chat)) {
      this.chats.set(change.chat, held(await stage.chat(change.chat)));
      this.tell("chats");
    }
    const chat = this.chats.get(change.chat);
    if (!chat || change.seq > chat.seq) await this[`on_${change.kind}`]?.(change, chat);
    else if (change.kind === "person") this.meet(await stage.person(change.chat));
    else if (change.kind === "commands") this.on_commands(); // a person's, and not in what the chat holds
  }

  on_message({ message }, chat) {
    chat.messages.set(message.message_id, message);
    const author = this.people.get(message.from.id);
    if (author && !author.started && chat.kind === "private") {
      author.started = true;
      this.tell("person", author);
    }
    this.tell("message", chat, message);
  }

  on_edit({ message }, chat) {
    chat.messages.set(message.message_id, message);
    this.tell("edit", chat, message);
  }

  on_delete({ message_id: id }, chat) {
    chat.messages.delete(id);
    this.tell("delete", chat, id);
  }

  on_read({ message_id: id }, chat) {
    const message = chat.messages.get(id);
    if (!message) return;
    message.read = true;
    this.tell("read", chat, message);
  }

  on_keyboard({ keyboard }, chat) {
    chat.reply_keyboard = keyboard;
    this.tell("keyboard", chat);
  }

  on_toast({ person, toast }) {
    this.tell("toast", person, toast);
  }

  on_press({ person, message_id: id, row, col }, chat) {
    this.tell("press", chat, person, id, { row, col });
  }

  on_action(_, chat) {
    this.tell("typing", chat);
  }

  async on_script() {
    this.script = await stage.script();
    this.tell("script");
  }

  on_clock({ at, frozen }) {
    this.setClock(at, frozen);
  }

  on_commands() {
    clearTimeout(this.commandsSoon);
    this.commandsSoon = setTimeout(async () => {
      for (const person of await stage.people()) this.meet(person);
    }, CALM);
  }

  async on_person({ chat: id }) {
    this.meet(await stage.person(id));
  }

  async on_membership({ person, chat: id }, chat) {
    const { title, members, bot } = await stage.chat(id);
    Object.assign(chat, { title, members, bot });
    this.meet(await stage.person(person));
    this.tell("chats");
  }

  meet(person) {
    this.people.set(person.id, person);
    this.tell("person", person);
  }
}

function held(chat) {
  return { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])) };
}
