// Messages of a channel or a thread, and what can be done with each.

import { actInTime, TROUBLE } from "./api.js";
import { blockNodes } from "./blocks.js";
import { h, keep, menu } from "./dom.js";
import { icon } from "./icons.js";
import { confirm } from "./modal.js";
import { mrkdwn } from "./mrkdwn.js";
import { changed, dayOf, dropNotices, go, nameOf, notify, timeOf, ui } from "./store.js";

const HUES = 6;
const dismissed = new Set();

export function channelItems(place) {
  const own = ui.picture.ephemerals.filter((each) => each.channel === place.id && !each.thread_ts);
  return items(place, [...place.messages.filter((each) => !isReply(each) || each.broadcast), ...own.map(onlyYou)], true);
}

export function threadItems(place, root) {
  const own = ui.picture.ephemerals.filter((each) => each.channel === place.id && each.thread_ts === root);
  const said = place.messages.filter((each) => each.ts === root || each.thread_ts === root);
  return items(place, [...said, ...own.map(onlyYou)], false);
}

const onlyYou = (message) => ({ ...message, onlyYou: true });
const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts;

function items(place, messages, withThreads) {
  const sorted = messages.filter((each) => !dismissed.has(each.ts)).sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const rows = [];
  let day = "", isNew = false;
  for (const message of sorted) {
    const today = dayOf(message.at);
    if (today !== day) rows.push({ key: `day ${today} ${message.ts}`, signature: "", make: () => separator(today, "day") });
    day = today;
    if (withThreads && !isNew && isUnread(message)) {
      isNew = true;
      rows.push({ key: "new", signature: "", make: () => separator("New", "new") });
    }
    const replies = withThreads ? place.messages.filter((each) => each.thread_ts === message.ts && isReply(each)) : [];
    const last = replies.at(-1);
    const about = { replies: replies.length, last: last && timeOf(last.at), withThreads };
    rows.push({ key: message.ts, signature: JSON.stringify([message, about, ui.player]), make: () => messageNode(message, about) });
  }
  for (const [index, notice] of ui.notices.entries()) {
    const here = notice.player === ui.player && notice.place === place.id && notice.thread === (withThreads ? "" : ui.thread);
    if (here) rows.push({ key: `notice ${index}`, signature: notice.text, make: () => noticeNode(notice) });
  }
  return rows;
}

function isUnread({ ts, user }) {
  const { from, to } = ui.unread;
  return from && ts > from && ts <= to && user !== ui.player;
}

function separator(text, kind) {
  return h("li", { class: `separator ${kind}` }, h("span", {}, text));
}

function noticeNode(notice) {
  const drop = () => { dropNotices((each) => each !== notice); changed(); };
  return h("li", { class: "message only-you", role: "alert" },
    h("span", { class: "face system", "aria-hidden": "true" }, "!"),
    h("div", { class: "said" }, onlyYouMark(drop), h("p", { class: "text" }, notice.text)));
}

function onlyYouMark(dismiss) {
  return h("p", { class: "mark" }, "Only visible to you ", h("button", { type: "button", class: "quiet", onclick: dismiss }, "Dismiss"));
}

function messageNode(message, about) {
  const isBot = message.user === ui.picture.bot.id;
  const name = nameOf(message.user);
  const host = { kind: "message", confirm, act: (block, element, value) => press(message, block, element, value) };
  const body = message.blocks.length ? blockNodes(message.blocks, host)
    : message.text && h("div", { class: "text" }, mrkdwn(message.text));
  const dismiss = () => { dismissed.add(message.ts); changed(); };
  return h("li", { class: `message${message.onlyYou ? " only-you" : ""}`, "data-ts": message.ts },
    face(message.user, name, isBot),
    h("div", { class: "said" },
      message.onlyYou && onlyYouMark(dismiss),
      h("p", { class: "who" }, h("strong", {}, name), isBot && h("span", { class: "app" }, "app"),
        h("time", {}, timeOf(message.at)), message.edited && h("span", { class: "edited" }, "edited")),
      h("div", { class: "blocks" }, body, (message.files || []).map(fileNode)),
      about.replies > 0 && h("button", {
        type: "button", class: "replies", "data-key": `replies ${message.ts}`, onclick: () => go({ thread: message.ts }),
      }, `${about.replies} ${about.replies === 1 ? "reply" : "replies"}`, h("small", {}, `last at ${about.last}`))),
    !message.onlyYou && tools(message, about));
}

export function face(id, name, isBot) {
  const initials = name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();
  const hue = ui.picture.people.findIndex((person) => person.id === id) % HUES;
  return h("span", { class: isBot ? "face bot" : `face hue${hue}`, "aria-hidden": "true" }, isBot ? icon("boat") : initials);
}

function fileNode(file) {
  const size = file.size < 1000 ? `${file.size} bytes` : `${Math.round(file.size / 1000)} kB`;
  return h("p", { class: "file" }, icon("page"), " ", file.name, h("small", {}, ` ${size}`));
}

function tools(message, about) {
  const shortcuts = ui.picture.shortcuts.filter((each) => each.type === "message");
  return h("div", { class: "tools" },
    about.withThreads && h("button", {
      type: "button", class: "icon", "aria-label": "Reply in thread", title: "Reply in thread",
      onclick: () => go({ thread: message.thread_ts || message.ts }),
    }, icon("reply")),
    shortcuts.length > 0 && menu("More for this message", icon("more"),
      shortcuts.map((each) => ({ text: each.name, act: () => runShortcut(each, message) }))));
}

export async function runShortcut(shortcut, message) {
  const where = message ? { channel: message.channel, ts: message.ts } : {};
  const deed = { player: ui.player, callback_id: shortcut.callback_id, ...where };
  const told = await actInTime("shortcut", deed, () => notify(TROUBLE));
  notify(told.notice);
}

async function press(message, block, element, value) {
  const deed = {
    player: ui.player, channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, value,
  };
  const told = await actInTime("click", deed, () => notify(TROUBLE));
  notify(told.notice);
}

// Draws a list and stays at its end if the reader was there.
export function drawList(list, rows) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const before = list.children.length;
  keep(list, rows);
  if (atEnd || before === 0) list.scrollTop = list.scrollHeight;
}
