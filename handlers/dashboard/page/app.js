// Draws the cards of /app/api, and knows nothing of money. It reads only; a tap on a row leads back into the chat.

const app = window.Telegram?.WebApp;
const bot = document.documentElement.dataset.bot;
const reader = app?.initDataUnsafe?.user?.id ?? "";
const shelf = `reper:${reader}`;
const main = document.querySelector("main");
const state = document.querySelector("#state");
const nav = document.querySelector("nav");
const DEEP = { svod: "pace", debts: "debts" };
const TURNED = { pace: turnMonth, payments: turnWeek };

let session = kept(sessionStorage, shelf) ?? "";
let me = null;
let department = 0;
let only = "";
const queries = {};
const cards = {};

class Over extends Error {}

function kept(store, key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function keep(store, key, value) {
  try {
    value === null ? store.removeItem(key) : store.setItem(key, JSON.stringify(value));
  } catch {
    // a full or forbidden store: the next opening begins without it
  }
}

function el(name, attributes = {}, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [what, does] of Object.entries(value)) node.addEventListener(what, does);
    else if (value !== "" && value !== null) node.setAttribute(key, value);
  }
  node.append(...inside.flat().filter((each) => each !== null && each !== ""));
  return node;
}

async function ask(path) {
  for (const word of session ? [`session ${session}`, `tma ${app?.initData ?? ""}`] : [`tma ${app?.initData ?? ""}`]) {
    const answer = await fetch(`app/api/${path}`, { headers: { Authorization: word } });
    if (answer.status === 401) {
      session = "";
      continue;
    }
    session = answer.headers.get("X-Session") ?? session;
    keep(sessionStorage, shelf, session);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
  throw new Over();
}

function query(name) {
  const said = new URLSearchParams(queries[name]);
  if (department) said.set("department", department);
  return String(said) && `?${said}`;
}

async function load(name) {
  try {
    cards[name] = await ask(name + query(name));
  } catch (error) {
    if (error instanceof Over || error instanceof TypeError) throw error;
    delete cards[name]; // refused: it is not this reader's any more
  }
}

async function refresh() {
  main.setAttribute("aria-busy", "true");
  try {
    me = await ask("me");
    document.documentElement.lang = me.language;
    if (department && !me.departments.some((each) => each.id === department)) department = 0;
    for (const name of Object.keys(cards)) if (!me.sections.includes(name)) delete cards[name];
    await Promise.all(me.sections.map(load));
    keep(localStorage, shelf, { at: Date.now(), me, cards, department });
    state.textContent = "";
  } catch (error) {
    if (error instanceof Over) return close();
    recall();
  }
  draw();
  main.removeAttribute("aria-busy");
}

// No network: what was seen last, with its hour.
function recall() {
  const last = kept(localStorage, shelf);
  if (!last) {
    state.replaceChildren(el("button", { type: "button", on: { click: refresh } }, "↻"));
    return;
  }
  ({ me, department } = last);
  Object.assign(cards, last.cards);
  const time = new Date(last.at).toLocaleTimeString(me.language, { hour: "2-digit", minute: "2-digit" });
  const again = el("button", { type: "button", on: { click: refresh } }, me.words.retry);
  state.replaceChildren(`${me.words.offline.replace("{time}", time)} `, again);
}

function close() {
  const again = kept(localStorage, shelf)?.me.words.again ?? "Откройте заново из чата · Open it anew from the chat";
  keep(localStorage, shelf, null);
  keep(sessionStorage, shelf, null);
  for (const name of Object.keys(cards)) delete cards[name];
  main.replaceChildren();
  nav.replaceChildren();
  main.removeAttribute("aria-busy");
  state.replaceChildren(el("button", { type: "button", on: { click: () => app?.close() } }, again));
}

function draw() {
  if (!me) return;
  document.querySelector("h1").textContent = me.name;
  nav.setAttribute("aria-label", me.role);
  nav.replaceChildren(...chooser(), ...me.sections.filter((name) => cards[name]).map(chip));
  main.replaceChildren(...me.sections.filter((name) => cards[name] && (!only || only === name)).map(section));
  only ? app?.BackButton?.show() : app?.BackButton?.hide();
}

function chooser() {
  if (me.departments.length < 2) return [];
  const choose = (event) => {
    department = Number(event.target.value);
    refresh();
  };
  const options = me.departments.map(({ id, name }) => {
    const option = el("option", { value: id }, name);
    option.selected = id === department;
    return option;
  });
  return [el("select", { "aria-label": me.words.department ?? me.role, on: { change: choose } }, options)];
}

function chip(name) {
  return el("button", { type: "button", "aria-pressed": String(only === name), on: { click: () => show(only === name ? "" : name) } }, me.titles[name]);
}

function show(name) {
  only = name;
  draw();
  scrollTo(0, 0);
}

function section(name) {
  const card = cards[name];
  const id = `card-${name}`;
  const turns = only === name && TURNED[name] ? [turn(name, -1, "‹"), turn(name, 1, "›")] : [];
  const node = el(
    "section",
    { "aria-labelledby": id },
    el("header", {}, el("h2", { id }, card.title), el("span", {}, turns)),
    el("p", { class: `head ${card.light ?? ""}`.trim() }, card.head),
    card.lines.map((line) => el("p", {}, line)),
  );
  if (card.picture) node.append(picture(card));
  if (card.rows.length) node.append(el("ul", {}, card.rows.map(row)));
  if (card.table) node.append(table(card.table, only === name));
  return node;
}

function picture(card) {
  const drawn = new DOMParser().parseFromString(card.picture, "image/svg+xml").documentElement;
  drawn.removeAttribute("height");
  drawn.removeAttribute("width");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", `${card.title}: ${card.head}`);
  return document.importNode(drawn, true);
}

function row({ label, value, start }) {
  const inside = [el("span", {}, label), el("span", {}, value)];
  return el("li", {}, start ? el("button", { type: "button", on: { click: () => leave(start) } }, inside) : inside);
}

function table({ head, rows }, open) {
  const titles = el("tr", {}, head.map((each) => el("th", { scope: "col" }, each)));
  const body = rows.map((each) => el("tr", {}, each.map((cell) => el("td", {}, cell))));
  const node = el("details", {}, el("summary", {}, me.words.table), el("table", {}, el("thead", {}, titles), el("tbody", {}, body)));
  node.open = open;
  return node;
}

function turn(name, by, sign) {
  const turned = async () => {
    TURNED[name](by);
    try {
      await load(name);
    } catch (error) {
      if (error instanceof Over) return close();
      recall();
    }
    draw();
  };
  return el("button", { type: "button", "aria-label": (by < 0 ? me.words.earlier : me.words.later) ?? sign, on: { click: turned } }, sign);
}

function turnMonth(by) {
  const month = new Date(`${queries.pace?.month ?? me.today.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() + by);
  queries.pace = { month: day(month).slice(0, 7) };
}

function turnWeek(by) {
  const first = new Date(`${queries.payments?.from ?? me.today}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7) + 7 * by);
  const last = new Date(first);
  last.setUTCDate(last.getUTCDate() + 6);
  queries.payments = { from: day(first), to: day(last) };
}

function day(at) {
  return at.toISOString().slice(0, 10);
}

function leave(start) {
  app?.openTelegramLink?.(`https://t.me/${bot}?start=${start}`);
  app?.close?.();
}

function take(theme) {
  document.documentElement.dataset.theme = theme ?? "";
}

const asked = app?.initDataUnsafe?.start_param ?? new URLSearchParams(location.search).get("open") ?? "";
take(app?.colorScheme);
app?.onEvent?.("themeChanged", () => take(app.colorScheme));
app?.BackButton?.onClick(() => show(""));
app?.ready?.();
app?.expand?.();
addEventListener("online", refresh);
if (/^client_\d+$/.test(asked)) leave(`c_${asked.slice(7)}`);
only = DEEP[asked] ?? "";
await refresh();
