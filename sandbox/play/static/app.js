// Follows the sandbox and draws what it says.

import { see } from "./api.js";
import { drawConversation, drawThread, forgetConversation } from "./conversation.js";
import { drawHome, forgetHome } from "./home.js";
import { icon } from "./icons.js";
import { drawMail, drawPages, forgetMail } from "./mail.js";
import { drawModal } from "./modal.js";
import { drawSidebar } from "./sidebar.js";
import { dropNotices, go, onChange, placeNow, readAddress, seen, ui } from "./store.js";
import { drawBar, drawTools } from "./tools.js";

const RETRY_MILLISECONDS = 1500;
const offline = document.getElementById("offline");
const drawerToggle = document.getElementById("drawer-toggle");
let watching = new AbortController();
let where = "";

async function follow(signal) {
  let after = 0;
  while (!signal.aborted) {
    try {
      const picture = await see(ui.player, after, signal);
      if (signal.aborted) return;
      offline.hidden = true;
      after = picture.revision;
      if (ui.picture && ui.picture.run !== picture.run) dropNotices(() => false);
      Object.assign(ui, { picture, pictureAt: Date.now() });
      settleAddress();
      draw();
    } catch (error) {
      if (signal.aborted) return;
      console.warn(error);
      offline.hidden = false;
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MILLISECONDS); });
    }
  }
}

function refollow() {
  watching.abort();
  watching = new AbortController();
  follow(watching.signal);
}

// An address nobody has, or no place of this person, becomes the nearest there is.
function settleAddress() {
  const { you, places } = ui.picture;
  const known = ["mail", "pages", ...(you.slack ? ["home"] : []), ...places.map((place) => place.id)];
  const place = known.includes(ui.place) ? ui.place : places[0]?.id || "mail";
  if (ui.player === you.id && ui.place === place) return;
  const thread = ui.place === place ? ui.thread : "";
  Object.assign(ui, { player: you.id, place, thread });
  history.replaceState(null, "", `#/${encodeURIComponent(you.id)}/${encodeURIComponent(place)}`);
}

function draw() {
  if (!ui.picture || ui.picture.you.id !== ui.player) return;
  const now = `${ui.player} ${ui.place}`;
  if (where !== now) {
    where = now;
    ui.unread = { from: seen(ui.player, ui.place), to: placeNow()?.messages.at(-1)?.ts || "" };
    for (const forget of [forgetConversation, forgetHome, forgetMail]) forget();
  }
  if (placeNow()) drawConversation();
  else ({ home: drawHome, mail: drawMail, pages: drawPages })[ui.place]();
  drawThread();
  drawSidebar();
  drawBar();
  drawTools();
  drawModal();
}

function drawer(open) {
  document.body.classList.toggle("with-drawer", open);
  drawerToggle.setAttribute("aria-expanded", String(open));
}

drawerToggle.addEventListener("click", () => drawer(drawerToggle.getAttribute("aria-expanded") !== "true"));
document.getElementById("main").addEventListener("pointerdown", () => drawer(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (document.body.classList.contains("with-drawer")) drawer(false);
  else if (ui.thread) go({});
});
window.addEventListener("hashchange", () => {
  const before = ui.player;
  readAddress();
  drawer(false);
  if (ui.player !== before || !ui.picture) refollow();
  else {
    settleAddress();
    draw();
  }
});
document.addEventListener("visibilitychange", draw);
document.getElementById("brand").prepend(icon("boat"), " ");
onChange(draw);
setInterval(() => { if (ui.picture) drawBar(); }, 5000);
readAddress();
refollow();
