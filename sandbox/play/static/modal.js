// The modal over the page: what the app opened last, with what the person has typed so far.

import { actInTime, TROUBLE } from "./api.js";
import { blockNodes } from "./blocks.js";
import { fill, h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { ui } from "./store.js";

const dialog = document.getElementById("modal");
const shown = { id: "", hash: "", player: "", view: null, errors: {}, notice: "", touched: new Set() };

export function drawModal() {
  const view = ui.picture.views.at(-1);
  if (!view) {
    Object.assign(shown, { id: "", hash: "", view: null });
    if (dialog.open) dialog.close();
    return;
  }
  if (view.id === shown.id && view.hash === shown.hash && ui.player === shown.player) return;
  const sameView = view.id === shown.id && ui.player === shown.player;
  const kept = sameView ? typedValues() : {};
  if (!sameView) shown.touched.clear();
  const top = dialog.querySelector(".blocks")?.scrollTop;
  const sameTitle = sameView && view.title === shown.view.title;
  Object.assign(shown, { id: view.id, hash: view.hash, player: ui.player, view, errors: {}, notice: "" });
  for (const block of view.blocks) if (isTouched(block)) hold(block, kept[block.block_id]);
  draw();
  if (!dialog.open) dialog.showModal();
  if (sameTitle) dialog.querySelector(".blocks").scrollTop = top;
  if (!sameTitle || !dialog.querySelector(":focus")) focusFirst();
}

// Typed into, and still there: what an app's update of the view leaves alone, as Slack does.
function isTouched({ type, block_id: block, element }) {
  return type === "input" && shown.touched.has(`${block}/${element.action_id}/${element.type}`);
}

function draw() {
  const { view } = shown;
  const host = {
    kind: "view", state: view.state, errors: shown.errors, confirm, act: press,
    touched: (block, element) => shown.touched.add(`${block.block_id}/${element.action_id}/${element.type}`),
  };
  const form = h("form", { class: "modal-body", novalidate: true, onsubmit: send },
    h("header", {},
      ui.picture.views.length > 1 && h("span", { class: "depth" }, `Step ${ui.picture.views.length}`),
      h("h2", { id: "modal-title", tabindex: "-1" }, withEmoji(view.title)),
      h("button", { type: "button", class: "icon", "aria-label": "Close this window", onclick: close }, icon("close"))),
    h("p", { id: "modal-notice", class: "trouble", role: "alert" }, shown.notice),
    h("div", { class: "blocks" }, blockNodes(view.blocks, host)),
    h("footer", {},
      h("button", { type: "button", class: "push", onclick: close }, withEmoji(view.close)),
      view.submit && h("button", { type: "submit", class: "push primary", "data-submit": "" }, withEmoji(view.submit))));
  fill(dialog, form);
}

function typedValues() {
  const values = {};
  for (const block of shown.view?.blocks || []) {
    if (block.type !== "input" || block.element.type === "file_input") continue;
    const input = dialog.querySelector(`[data-control="${CSS.escape(block.block_id)}"]`);
    if (input) values[block.block_id] = input.read();
  }
  return values;
}

async function typedFiles() {
  const files = {};
  for (const input of dialog.querySelectorAll("[data-control][type=file]")) files[input.dataset.control] = await input.readFiles();
  return files;
}

async function send(event) {
  event.preventDefault();
  const button = dialog.querySelector("[data-submit]");
  if (!button || dialog.hasAttribute("aria-busy")) return;
  const deed = { player: ui.player, view: shown.id, values: typedValues(), files: await typedFiles() };
  await busy(async () => settle(await actInTime("submit", deed, () => say(TROUBLE)), deed.values));
}

async function press(block, element, value) {
  const deed = {
    player: ui.player, view: shown.id, block_id: block.block_id, action_id: element.action_id, value,
    values: block.type === "input" ? without(typedValues(), block.block_id) : typedValues(),
  };
  await busy(async () => settle(await actInTime("click", deed, () => say(TROUBLE)), deed.values));
}

function without(values, name) {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

async function close() {
  const told = await actInTime("close", { player: ui.player, view: shown.id }, () => {});
  if (told.notice) say(told.notice);
}

// Errors stand at their fields and stay until the next try; everything typed stays, too.
function settle(told, values) {
  const wrong = Object.keys(told.errors);
  const before = Object.keys(shown.errors);
  Object.assign(shown, { errors: told.errors, notice: told.notice || "" });
  if (wrong.length || before.length) {
    for (const block of shown.view?.blocks || []) {
      if (block.type === "input") hold(block, values[block.block_id]);
    }
    draw();
    dialog.querySelector(".field.wrong [data-control]")?.focus();
    dialog.querySelector(".field.wrong")?.scrollIntoView({ block: "center" });
  } else say(shown.notice);
}

// The state a redrawn field starts from: what was just sent.
function hold(block, value) {
  const { action_id: action, type } = block.element;
  const option = (each) => ({ value: each });
  const held = {
    static_select: { selected_option: value && option(value) }, radio_buttons: { selected_option: value && option(value) },
    checkboxes: { selected_options: [value || []].flat().map(option) }, datepicker: { selected_date: value },
    timepicker: { selected_time: value }, datetimepicker: { selected_date_time: value },
  }[type] || (type.startsWith("multi_") ? { selected_options: (value || []).map(option) }
    : /_select$/.test(type) ? { selected_any: value } : { value });
  (shown.view.state[block.block_id] ||= {})[action] = held;
}

function say(text) {
  shown.notice = text;
  const place = dialog.querySelector("#modal-notice");
  if (place) place.textContent = text;
}

async function busy(work) {
  dialog.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    dialog.removeAttribute("aria-busy");
  }
}

function focusFirst() {
  const wanted = shown.view.blocks.find((block) => block.element?.focus_on_load)?.block_id;
  const first = wanted && dialog.querySelector(`[data-control="${CSS.escape(wanted)}"]`);
  const box = dialog.querySelector(".blocks > .field:nth-child(-n + 2) textarea");
  (first || box || dialog.querySelector("#modal-title")).focus();
}

dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });

const question = document.getElementById("question");

// The app's "are you sure": true if the person is.
export function confirm({ title, text, confirm: yes, deny: no, style }) {
  return new Promise((resolve) => {
    const answer = (value) => { question.close(); resolve(value); };
    fill(question, h("div", { class: "modal-body" },
      h("header", {}, h("h2", { id: "question-title" }, withEmoji(title.text))),
      h("div", { class: "blocks" }, h("p", {}, words(text))),
      h("footer", {},
        h("button", { type: "button", class: "push", onclick: () => answer(false) }, withEmoji(no.text)),
        h("button", { type: "button", class: `push ${style || "primary"}`, onclick: () => answer(true) }, withEmoji(yes.text)))));
    question.oncancel = (event) => { event.preventDefault(); answer(false); };
    question.showModal();
  });
}
