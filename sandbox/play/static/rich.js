// rich_text blocks, as far as an app sends them (docs.slack.dev/reference/block-kit/blocks/rich-text-block).

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./mrkdwn.js";
import { nameOf } from "./store.js";

export function richText(block) {
  return h("div", { class: "rich" }, block.elements.map(part));
}

function part(element) {
  if (element.type === "rich_text_list") {
    return h(element.style === "ordered" ? "ol" : "ul", {}, element.elements.map((item) => h("li", {}, part(item))));
  }
  const inside = (element.elements || []).map(piece);
  if (element.type === "rich_text_preformatted") return h("pre", {}, inside);
  if (element.type === "rich_text_quote") return h("blockquote", {}, inside);
  return h("div", {}, inside);
}

function piece(element) {
  const styles = element.style || {};
  let node = leaf(element);
  if (styles.code) node = h("code", {}, node);
  if (styles.bold) node = h("strong", {}, node);
  if (styles.italic) node = h("em", {}, node);
  if (styles.strike) node = h("s", {}, node);
  return node;
}

function leaf(element) {
  switch (element.type) {
    case "link": return link(element.url, element.text || element.url);
    case "user": return h("span", { class: "mention" }, `@${nameOf(element.user_id)}`);
    case "channel": return h("span", { class: "mention" }, `#${nameOf(element.channel_id)}`);
    case "broadcast": return h("span", { class: "mention" }, `@${element.range}`);
    case "emoji": return withEmoji(`:${element.name}:`);
    default: return element.text || element.fallback || "";
  }
}
