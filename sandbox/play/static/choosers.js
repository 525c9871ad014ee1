// Inputs made of several controls: ticks, radios, chips, files, and a moment.

import { h, newId, reading } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { words } from "./mrkdwn.js";
import { toBase64 } from "./api.js";

export function checkboxes(element, held, about) {
  const chosen = new Set((held.selected_options || []).map((option) => option.value));
  const node = choices("checkbox", element, chosen, { role: "group", ...about });
  return reading(node, () => ticked(node));
}

export function radios(element, held, about) {
  const chosen = new Set(held.selected_option ? [held.selected_option.value] : []);
  const node = choices("radio", element, chosen, { role: "radiogroup", ...about });
  return reading(node, () => ticked(node)[0] ?? null);
}

function choices(type, element, chosen, about) {
  const name = newId();
  return h("div", { class: "choices", ...about }, element.options.map((option) => h("label", {},
    h("input", { type, name, value: option.value, checked: chosen.has(option.value) }),
    h("span", {}, words(option.text), option.description && h("small", {}, words(option.description))))));
}

function ticked(node) {
  return [...node.querySelectorAll("input:checked")].map((input) => input.value);
}

// What is chosen stands as chips, the rest in a menu.
export function multiSelect(element, options, chosen, about) {
  const { id, "aria-labelledby": labelledBy, "aria-label": label, ...rest } = about;
  const picked = [...chosen];
  const chips = h("span", { class: "chips" });
  const more = h("select", { id, "aria-labelledby": labelledBy, "aria-label": label });
  const node = h("div", { class: "multi", role: "group", "aria-labelledby": labelledBy, "aria-label": label, ...rest }, chips, more);
  const textOf = (value) => withEmoji(options.find((option) => option.value === value)?.text.text || value);
  const change = () => { draw(); node.dispatchEvent(new Event("change", { bubbles: true })); };
  const remove = (value) => { picked.splice(picked.indexOf(value), 1); change(); more.focus(); };
  function draw() {
    chips.replaceChildren(...picked.map((value) => h("span", { class: "chip" }, textOf(value),
      h("button", { type: "button", "aria-label": `Remove ${textOf(value)}`, onclick: () => remove(value) }, "×"))));
    const first = h("option", { value: "" }, picked.length ? "Add …" : withEmoji(element.placeholder?.text || "Choose …"));
    more.replaceChildren(first, ...options.filter((option) => !picked.includes(option.value))
      .map((option) => h("option", { value: option.value }, withEmoji(option.text.text))));
    more.disabled = picked.length >= (element.max_selected_items || options.length);
  }
  more.addEventListener("change", (event) => {
    event.stopPropagation();
    if (more.value) picked.push(more.value);
    change();
  });
  draw();
  return reading(node, () => [...picked]);
}

export function filePicker(element, about) {
  const accept = (element.filetypes || []).map((type) => `.${type}`).join(",") || undefined;
  const { "aria-labelledby": labelledBy, ...rest } = about;
  const node = h("input", { type: "file", multiple: (element.max_files || 10) > 1, accept, "aria-labelledby": labelledBy, ...rest });
  node.readFiles = () => Promise.all([...node.files].map(toBase64));
  return reading(node, () => []);
}

// A moment in this computer's zone, as Slack's own picker takes it.
export function dateTime(held, about) {
  const shown = held.selected_date_time ? localWords(held.selected_date_time) : "";
  const node = h("input", { type: "datetime-local", value: shown, ...about });
  return reading(node, () => (node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null));
}

function localWords(seconds) {
  const at = new Date(seconds * 1000);
  return new Date(seconds * 1000 - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
