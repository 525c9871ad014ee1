// Slack's mrkdwn as nodes (docs.slack.dev/messaging/formatting-message-text). Nothing of it is ever parsed as HTML.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { go, nameOf, ui } from "./store.js";

const FENCE = /```\n?([\s\S]+?)```/;
const INLINE = new RegExp([
  "<([^<>\\n]+)>",
  "`([^`\\n]+)`",
  "(?<![\\w*])\\*(?=\\S)([^*\\n]*?[^*\\s])\\*(?![\\w*])",
  "(?<![\\w_])_(?=\\S)([^\\n]*?[^_\\s])_(?![\\w_])",
  "(?<![\\w~])~(?=\\S)([^~\\n]*?[^~\\s])~(?![\\w~])",
].join("|"));
const LINKS = /^(https?:|mailto:|tel:)/i;
const PERMALINK = /^https:\/\/sandbox\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?thread_ts=([\d.]+))?/;

export function words(object) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [withEmoji(object.text)];
}

export function mrkdwn(text) {
  const parts = text.split(FENCE);
  return parts.flatMap((part, index) => (index % 2 ? [h("pre", {}, unescape(part))] : prose(part)));
}

function prose(text) {
  if (!text) return [];
  const nodes = [];
  let quote = null;
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted) {
      if (!quote) nodes.push((quote = h("blockquote", {})));
      else quote.append(h("br"));
      quote.append(...inline(quoted[1]));
      continue;
    }
    if (nodes.length && !quote) nodes.push(h("br"));
    quote = null;
    nodes.push(...inline(line));
  }
  return nodes;
}

function inline(text) {
  const nodes = [];
  let rest = text;
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    if (found.index) nodes.push(plain(rest.slice(0, found.index)));
    const [whole, entity, code, bold, italic, strike] = found;
    if (entity !== undefined) nodes.push(entityNode(entity));
    else if (code !== undefined) nodes.push(h("code", {}, unescape(code)));
    else if (bold !== undefined) nodes.push(h("strong", {}, inline(bold)));
    else if (italic !== undefined) nodes.push(h("em", {}, inline(italic)));
    else nodes.push(h("s", {}, inline(strike)));
    rest = rest.slice(found.index + whole.length);
  }
  if (rest) nodes.push(plain(rest));
  return nodes;
}

function entityNode(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${nameOf(target.slice(1))}`);
  if (target.startsWith("#")) return channelNode(target.slice(1), label);
  if (/^!(date\^|subteam\^)/.test(target)) return plain(label || "");
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${target.slice(1)}`);
  return link(unescape(target), label === undefined ? unescape(target).replace(/^(mailto|tel):/, "") : unescape(label));
}

function channelNode(id, label) {
  const name = `#${ui.picture.names[id] || label || id}`;
  if (!ui.picture.places.some((place) => place.id === id)) return h("span", { class: "mention" }, name);
  return h("button", { type: "button", class: "mention", onclick: () => go({ place: id }) }, name);
}

export function link(url, label) {
  const inside = url.match(PERMALINK);
  if (inside) {
    const [, place, seconds, micros, thread] = inside;
    const visit = (event) => { event.preventDefault(); go({ place, thread: thread || `${seconds}.${micros}` }); };
    return h("a", { href: "#", onclick: visit }, withEmoji(label));
  }
  if (!LINKS.test(url)) return document.createTextNode(label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, withEmoji(label));
}

function plain(text) {
  return document.createTextNode(withEmoji(unescape(text)));
}

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
