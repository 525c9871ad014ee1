// The app's Home tab.

import { act, actInTime, TROUBLE } from "./api.js";
import { blockNodes } from "./blocks.js";
import { fill, h } from "./dom.js";
import { confirm } from "./modal.js";
import { notify, ui } from "./store.js";

const main = document.getElementById("main");
const drawn = { key: "", opened: "" };

export function forgetHome() {
  drawn.key = "";
  drawn.opened = "";
}

export function drawHome() {
  const who = `${ui.player} ${ui.picture.run}`;
  if (drawn.opened !== who) {
    drawn.opened = who;
    act("home", { player: ui.player }).then((told) => notify(told.notice));
  }
  const { home } = ui.picture;
  const mine = ui.notices.filter((each) => each.player === ui.player && each.place === "home");
  const key = JSON.stringify([who, home?.hash, mine]);
  if (drawn.key === key) return;
  drawn.key = key;
  const host = { kind: "home", state: home?.state || {}, confirm, act: press };
  main.className = "home";
  fill(main,
    h("header", { class: "title" }, h("h1", {}, "App Home"), h("p", {}, `What ${ui.picture.bot.name} shows to you alone`)),
    h("div", { class: "scroll", tabindex: "0" },
      mine.map((each) => h("p", { class: "trouble", role: "alert" }, each.text)),
      home ? h("div", { class: "blocks" }, blockNodes(home.blocks, host))
        : h("p", { class: "empty" }, `${ui.picture.bot.name} has put nothing here yet.`)));
}

async function press(block, element, value) {
  const deed = { player: ui.player, view: ui.picture.home.id, block_id: block.block_id, action_id: element.action_id, value };
  const told = await actInTime("click", deed, () => notify(TROUBLE));
  notify(told.notice);
}
