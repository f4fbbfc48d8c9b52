// Small questions and pictures on top of the page; Escape closes, the focus returns to where it was.

import { el, iconButton } from "./dom.js";
import { t } from "./words.js";

// Asks for a few fields; gives their values by name, or null when it was cancelled.
export function ask({ title, fields, ok, changed = () => {} }) {
  const inputs = Object.fromEntries(fields.map((field) => [field.name, input(field)]));
  const labels = fields.map((field) => el("label", {}, el("span", {}, field.label), inputs[field.name]));
  const cancel = el("button", { type: "button", class: "plain", on: { click: () => dialog.close() } }, t("cancel"));
  const submit = el("button", { type: "submit", class: "primary" }, ok);
  const form = el("form", {}, el("h2", {}, title), labels, el("div", { class: "actions" }, cancel, submit));
  const dialog = opened("ask", title, form);
  form.addEventListener("input", (event) => changed(event.target.name, inputs));
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.answer = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value.trim()]));
      dialog.close();
    });
    dialog.addEventListener("close", () => resolve(dialog.answer ?? null));
  });
}

function input({ name, value = "", options, long, required, placeholder, inputmode }) {
  if (options) return el("select", { name }, options.map(([key, shown]) => el("option", { value: key, selected: key === value }, shown)));
  const node = el(long ? "textarea" : "input", { name, required, placeholder, inputmode, autocomplete: "off", rows: long && "3" });
  node.value = value;
  return node;
}

export function showPicture(url, name) {
  const image = el("img", { src: url, alt: name });
  const save = el("a", { href: url, download: name }, t("download"));
  const shut = iconButton("close", t("close"), () => dialog.close());
  const dialog = opened("viewer", name, image, el("div", { class: "actions" }, save, shut));
  dialog.addEventListener("click", (event) => event.target !== save && dialog.close());
}

function opened(kind, label, ...inside) {
  const dialog = el("dialog", { class: kind, "aria-label": label }, inside);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}
