// A channel or a direct message, and the thread beside it.

import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { channelItems, drawList, threadItems } from "./messages.js";
import { go, markSeen, placeNow, ui } from "./store.js";

const main = document.getElementById("main");
const aside = document.getElementById("thread");
const drawn = { main: "", thread: "" };

export function forgetConversation() {
  drawn.main = "";
}

export function drawConversation() {
  const place = placeNow();
  const key = `${ui.player} ${place.id} ${ui.picture.run}`;
  const name = place.kind === "dm" ? ui.picture.bot.name : `#${place.name}`;
  if (drawn.main !== key) {
    drawn.main = key;
    main.className = "conversation";
    main.replaceChildren(
      h("header", { class: "title" }, h("h1", {}, name), h("p", {}, about(place))),
      h("ol", { class: "messages", tabindex: "0", "aria-label": `Messages in ${name}` }),
      h("p", { class: "empty" }),
      place.archived ? h("p", { class: "closed" }, "This channel is archived.") : composer(`Write to ${name}`, false));
  }
  const rows = channelItems(place);
  const empty = main.querySelector(".empty");
  empty.hidden = rows.length > 0;
  empty.textContent = place.kind === "dm" ? "Nothing has been said here yet."
    : "Nothing has been said here yet. Type /charter new to paste a booking; the tools at the top right have some.";
  drawList(main.querySelector(".messages"), rows);
  const latest = place.messages.at(-1)?.ts;
  if (latest && document.visibilityState === "visible") markSeen(ui.player, place.id, latest);
}

function about(place) {
  return place.kind === "dm" ? "Direct message with the bot" : "The operators' channel";
}

export function drawThread() {
  const place = placeNow();
  const isOpen = Boolean(place && ui.thread);
  aside.hidden = !isOpen;
  document.body.classList.toggle("with-thread", isOpen);
  if (!isOpen) {
    drawn.thread = "";
    return;
  }
  const key = `${ui.player} ${place.id} ${ui.thread} ${ui.picture.run}`;
  if (drawn.thread !== key) {
    drawn.thread = key;
    aside.replaceChildren(
      h("header", { class: "title" }, h("h2", {}, "Thread"),
        h("button", { type: "button", class: "icon", "aria-label": "Close the thread", onclick: () => go({}) }, icon("close"))),
      h("ol", { class: "messages", tabindex: "0", "aria-label": "Messages in this thread" }),
      composer("Reply", true));
  }
  drawList(aside.querySelector(".messages"), threadItems(place, ui.thread));
}
