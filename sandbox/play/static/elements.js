// Everything that can be pressed, typed into or chosen from. An input's node carries `read()`, its value as the
// sandbox takes it; what acts at once calls host.act.

import { h, menu, reading } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { checkboxes, dateTime, filePicker, multiSelect, radios } from "./choosers.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { ui } from "./store.js";

const TEXT = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text" };
const MOMENTS = { datepicker: "date", timepicker: "time" };

export function isGroup(element) {
  return /^(checkboxes|radio_buttons|multi_|file_input)/.test(element.type);
}

export function control(block, element, host, label) {
  const about = { ...labelling(element, host, label), "data-action": element.action_id };
  const held = host.state?.[block.block_id]?.[element.action_id] || initial(element);
  const use = (value) => host.act(block, element, value);
  const kind = element.type;
  if (kind === "button") return button(block, element, host);
  if (kind === "overflow") return overflow(element, use);
  if (kind === "image") return h("span", { class: "picture", role: "img", "aria-label": element.alt_text }, element.alt_text);
  const input = makeInput(element, held, about);
  if (!input) return h("p", { class: "unknown" }, `This page cannot show a ${kind}.`);
  input.dataset.control = block.block_id;
  watch(block, element, input, use, host);
  return input;
}

function makeInput(element, held, about) {
  const kind = element.type;
  if (TEXT[kind]) return textInput(element, held, about);
  if (MOMENTS[kind]) {
    const value = held.selected_date || held.selected_time || "";
    return reading(h("input", { type: MOMENTS[kind], value, ...about }), (input) => input.value || null);
  }
  if (kind === "datetimepicker") return dateTime(held, about);
  if (kind === "checkboxes") return checkboxes(element, held, about);
  if (kind === "radio_buttons") return radios(element, held, about);
  if (kind === "file_input") return filePicker(element, about);
  if (kind.startsWith("multi_")) return multiSelect(element, optionsOf(element), chosenOf(held), about);
  if (/_select$/.test(kind) && kind !== "external_select") return select(element, chosenOf(held)[0], about);
  return null;
}

function textInput(element, held, about) {
  const placeholder = element.placeholder && withEmoji(element.placeholder.text);
  const value = held.value || "";
  const input = element.multiline
    ? h("textarea", { rows: 5, placeholder, value, ...about })
    : h("input", { type: TEXT[element.type], placeholder, value, autocomplete: "off", ...about,
      inputmode: element.type === "number_input" ? "decimal" : undefined });
  return reading(input, () => input.value);
}

function select(element, chosen, about) {
  const input = h("select", about, h("option", { value: "" }, withEmoji(element.placeholder?.text || "Choose …")));
  for (const group of element.option_groups || []) {
    input.append(h("optgroup", { label: group.label.text }, group.options.map(asOption)));
  }
  if (!element.option_groups) input.append(...optionsOf(element).map(asOption));
  input.value = chosen ?? "";
  return reading(input, () => input.value || null);
}

function asOption(option) {
  return h("option", { value: option.value }, withEmoji(option.text.text));
}

// The options of any menu: the app's own, or the people and places of the workspace.
export function optionsOf(element) {
  const named = (list) => list.map(([value, text]) => ({ value, text: { type: "plain_text", text } }));
  if (/users_select$/.test(element.type)) return named(ui.picture.people.filter((each) => each.slack).map((each) => [each.id, each.name]));
  if (/(channels|conversations)_select$/.test(element.type)) {
    return named(ui.picture.places.filter((each) => each.kind === "channel").map((each) => [each.id, `#${each.name}`]));
  }
  return [...(element.options || []), ...(element.option_groups || []).flatMap((group) => group.options)];
}

function chosenOf(held) {
  if (held.selected_option) return [held.selected_option.value];
  if (held.selected_options) return held.selected_options.map((each) => each.value);
  const other = Object.entries(held).find(([key, value]) => key.startsWith("selected_") && value);
  return other ? [other[1]].flat() : [];
}

function initial(element) {
  return {
    value: element.initial_value, selected_date: element.initial_date, selected_time: element.initial_time,
    selected_option: element.initial_option, selected_options: element.initial_options,
    selected_user: element.initial_user,
  };
}

function labelling(element, host, label) {
  if (!host.field) {
    const words = element.accessibility_label || element.placeholder?.text || label || "Choose";
    return { "aria-label": words.replace(/[*_~`]|<[^>]*>/g, "").slice(0, 120) };
  }
  const { control: id, describedBy, invalid, label: labelledBy } = host.field;
  const more = { id, "aria-describedby": describedBy || undefined, "aria-invalid": invalid ? "true" : undefined };
  return isGroup(element) ? { ...more, "aria-invalid": undefined, "aria-labelledby": labelledBy } : more;
}

// Calls `use` at once where the app wants to hear of it: everywhere but in plain input blocks.
function watch(block, element, input, use, host) {
  const typed = Boolean(TEXT[element.type]);
  const ask = () => confirmed(element, host, () => use(input.read()));
  input.addEventListener(typed ? "input" : "change", () => host.touched?.(block, element));
  if (block.type === "input" && !block.dispatch_action) return;
  if (!typed) {
    input.addEventListener("change", ask);
    return;
  }
  const when = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  if (when.includes("on_character_entered")) input.addEventListener("input", ask);
  if (when.includes("on_enter_pressed")) {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      ask();
    });
  }
}

function button(block, element, host) {
  const press = async () => {
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    node.setAttribute("aria-busy", "true");
    await host.act(block, element, element.value ?? null);
    node.removeAttribute("aria-busy");
  };
  const node = h("button", {
    type: "button", class: `push ${element.style || ""}`, "data-action": element.action_id, "data-value": element.value,
    "data-key": `${block.block_id}/${element.action_id}`, "aria-label": element.accessibility_label,
    onclick: () => { if (!node.hasAttribute("aria-busy")) confirmed(element, host, press); },
  }, withEmoji(element.text.text), element.url && h("span", { "aria-hidden": "true" }, " ↗"));
  return node;
}

function overflow(element, use) {
  const act = (option) => {
    if (option.url) window.open(option.url, "_blank", "noopener,noreferrer");
    use(option.value);
  };
  const choices = element.options.map((option) => ({ text: words(option.text), act: () => act(option) }));
  return menu("More", icon("more"), choices, { "data-action": element.action_id });
}

async function confirmed(element, host, go) {
  if (element.confirm && !(await host.confirm(element.confirm))) return;
  await go();
}
