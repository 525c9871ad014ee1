// Block Kit as nodes. A host says what happens when something is used: {act(block, element, value), state, errors}.

import { h, newId } from "./dom.js";
import { control, isGroup } from "./elements.js";
import { words } from "./mrkdwn.js";
import { withEmoji } from "./emoji.js";
import { richText } from "./rich.js";

export function blockNodes(blocks, host) {
  return blocks.map((block) => blockNode(block, host));
}

function blockNode(block, host) {
  switch (block.type) {
    case "section": return section(block, host);
    case "context": return h("div", { class: "context" }, block.elements.map((each) => contextPart(each)));
    case "actions": return h("div", { class: "actions" }, block.elements.map((each) => control(block, each, host)));
    case "header": return h(host.kind === "message" ? "p" : "h3", { class: "block-header" }, withEmoji(block.text.text));
    case "divider": return h("hr");
    case "image": return figure(block);
    case "input": return field(block, host);
    case "markdown": return h("div", { class: "markdown" }, block.text);
    case "rich_text": return richText(block);
    default: return h("p", { class: "unknown" }, `This page cannot show a block of type ${block.type}.`);
  }
}

function section(block, host) {
  const text = block.text && h("div", { class: "text" }, words(block.text));
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((each) => h("div", {}, words(each))));
  const beside = block.accessory && h("div", { class: "accessory" }, control(block, block.accessory, host, block.text?.text));
  return h("div", { class: "section" }, h("div", { class: "section-words" }, text, fields), beside);
}

function contextPart(element) {
  return element.type === "image" ? picture(element) : h("span", {}, words(element));
}

function figure(block) {
  return h("figure", {}, block.title && h("figcaption", {}, withEmoji(block.title.text)), picture(block));
}

// Pictures from elsewhere are not loaded: their words stand for them.
function picture(element) {
  return h("span", { class: "picture", role: "img", "aria-label": element.alt_text }, element.alt_text);
}

function field(block, host) {
  const error = host.errors?.[block.block_id];
  const ids = { control: newId(), hint: newId(), error: newId(), label: newId() };
  const describedBy = [block.hint && ids.hint, error && ids.error].filter(Boolean).join(" ");
  const node = control(block, block.element, { ...host, field: { ...ids, describedBy, invalid: Boolean(error) } });
  const label = [withEmoji(block.label.text), block.optional && h("span", { class: "optional" }, " (optional)")];
  const group = isGroup(block.element);
  return h("div", { class: `field${error ? " wrong" : ""}`, "data-block": block.block_id },
    group ? h("p", { class: "label", id: ids.label }, label) : h("label", { for: ids.control, class: "label" }, label),
    node,
    block.hint && h("p", { class: "hint", id: ids.hint }, withEmoji(block.hint.text)),
    error && h("p", { class: "error", id: ids.error }, error));
}
