// What a person sends besides words: a place, a card, a picture, a file, a voice, a sticker, somebody else's message.

import { ask } from "./dialogs.js";
import { el } from "./dom.js";
import { openMenu } from "./menu.js";
import { does, sendFile } from "./stage.js";
import { t } from "./words.js";

const PLACES = [
  ["55.7558, 37.6173", "Москва · Moscow"],
  ["59.9386, 30.3141", "Санкт-Петербург · Saint Petersburg"],
  ["55.7963, 49.1064", "Казань · Kazan"],
  ["56.8380, 60.5973", "Екатеринбург · Yekaterinburg"],
  ["55.0302, 82.9204", "Новосибирск · Novosibirsk"],
];
const STICKERS = ["👍", "🔥", "🎉", "🙏", "🤝", "😅"];
const POINT = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;
const VOICE_SECONDS = 4;

export class Attach {
  // `doing(promise)` tells the person when it could not be done; `where()` is the chat
  constructor({ person, where, doing, told }) {
    Object.assign(this, { person, where, doing, told });
    this.photos = this.picker("image/png,image/jpeg", "photo");
    this.files = this.picker("", "document");
  }

  picker(accept, deed) {
    const picked = ({ target }) => {
      for (const file of target.files) this.file(file, deed);
      target.value = "";
    };
    return el("input", { type: "file", accept, multiple: true, hidden: true, "aria-label": t(deed === "photo" ? "photo" : "file"), on: { change: picked } });
  }

  get inputs() {
    return [this.photos, this.files];
  }

  open(anchor) {
    const items = [
      ["photo", t("photo"), () => this.photos.click()],
      ["file", t("file"), () => this.files.click()],
      ["pin", t("location"), () => this.location()],
      ["person", t("contact"), () => this.contact()],
      ["keys", t("own_contact"), () => this.does("contact")],
      ["voice", t("voice"), () => this.does("voice", { seconds: VOICE_SECONDS })],
      ["smile", t("sticker"), () => this.stickers(anchor)],
      ["forward", t("forward"), () => this.forward()],
    ];
    openMenu(anchor, items, { up: true });
  }

  does(deed, details = {}) {
    return this.doing(does(this.person.id, deed, { ...details, chat: this.where() }));
  }

  file(file, deed = /^image\/(png|jpeg)$/.test(file.type) ? "photo" : "document") {
    return this.doing(sendFile(this.person.id, deed, file, { chat: this.where() }));
  }

  stickers(anchor) {
    openMenu(anchor, STICKERS.map((emoji) => [emoji, "", () => this.does("sticker", { emoji })]), { up: true });
  }

  async location() {
    const fields = [
      { name: "place", label: t("place"), options: PLACES },
      { name: "point", label: t("coordinates"), value: PLACES[0][0], required: true },
    ];
    const changed = (name, inputs) => {
      if (name === "place") inputs.point.value = inputs.place.value;
    };
    const answer = await ask({ title: t("location"), fields, ok: t("send"), changed });
    const point = answer && POINT.exec(answer.point);
    if (point) await this.does("location", { latitude: Number(point[1]), longitude: Number(point[2]) });
    else if (answer) this.told(t("not_coordinates"));
  }

  async contact() {
    const fields = [
      { name: "first_name", label: t("name"), required: true },
      { name: "phone", label: t("phone"), value: "+7", inputmode: "tel", required: true },
    ];
    const answer = await ask({ title: t("contact"), fields, ok: t("send") });
    if (answer) await this.does("contact", answer);
  }

  async forward() {
    const fields = [
      { name: "hidden", label: t("from_whom"), required: true },
      { name: "text", label: t("text"), long: true, required: true },
    ];
    const answer = await ask({ title: t("forward"), fields, ok: t("send") });
    if (answer) await this.does("forward", answer);
  }
}
