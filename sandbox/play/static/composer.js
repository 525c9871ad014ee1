// Where a person writes: commands with suggestions, messages, files, and the app's shortcuts.

import { act, actInTime, toBase64 } from "./api.js";
import { h, menu, newId } from "./dom.js";
import { icon } from "./icons.js";
import { runShortcut } from "./messages.js";
import { dropNotices, notify, ui } from "./store.js";

const APP_COMMAND = /^\/charter(\s|$)/;

export function composer(placeholder, isThread) {
  const listId = newId();
  const box = h("textarea", {
    rows: 1, placeholder, "aria-label": placeholder, "aria-autocomplete": "list", "aria-controls": listId, "data-key": `box ${isThread}`,
  });
  const suggestions = h("ul", { id: listId, class: "suggestions", role: "listbox", "aria-label": "Commands", hidden: true });
  const files = h("p", { class: "files" });
  const picker = h("input", { type: "file", multiple: true, hidden: true });
  const waiting = [];
  let active = -1;

  function drawFiles() {
    files.replaceChildren(...waiting.map((file, index) => h("span", { class: "chip" }, file.name,
      h("button", { type: "button", "aria-label": `Remove ${file.name}`, onclick: () => { waiting.splice(index, 1); drawFiles(); } }, "×"))));
  }

  picker.addEventListener("change", () => { waiting.push(...picker.files); picker.value = ""; drawFiles(); box.focus(); });

  function matching() {
    const text = box.value;
    if (isThread || !text.startsWith("/") || text.includes("\n")) return [];
    return ui.picture.commands.filter(({ words }) => lead(words).startsWith(text.toLowerCase()) && lead(words).trim() !== text);
  }

  function suggest() {
    const found = matching();
    active = Math.min(active, found.length - 1);
    suggestions.hidden = found.length === 0;
    suggestions.replaceChildren(...found.map(({ words, sentence }, index) => h("li", {
      role: "option", id: `${listId}-${index}`, "aria-selected": String(index === active),
      onpointerdown: (event) => { event.preventDefault(); complete(words); },
    }, h("code", {}, words), h("span", {}, sentence))));
    if (active >= 0) box.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function complete(words) {
    box.value = lead(words);
    active = -1;
    suggest();
    box.focus();
  }

  box.addEventListener("input", () => { active = -1; suggest(); });
  box.addEventListener("blur", () => { suggestions.hidden = true; });
  box.addEventListener("focus", suggest);
  box.addEventListener("keydown", (event) => {
    const found = matching();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      active = (active + step + found.length) % found.length;
      suggest();
    } else if (event.key === "Tab" && !event.shiftKey && found.length) complete(found[Math.max(active, 0)].words);
    else if (event.key === "Escape" && found.length) suggestions.hidden = true;
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      if (active >= 0) complete(found[active].words);
      else form.requestSubmit();
    } else return;
    event.preventDefault();
  });

  async function send(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (!text && !waiting.length) return;
    box.value = "";
    suggest();
    dropNotices((notice) => notice.player !== ui.player);
    if (text.startsWith("/")) {
      await typeCommand(text, isThread);
      return;
    }
    const sent = await Promise.all(waiting.splice(0).map(toBase64));
    drawFiles();
    const deed = { player: ui.player, channel: ui.place, text, files: sent, ...(isThread ? { thread_ts: ui.thread } : {}) };
    notify((await act("say", deed)).notice);
  }

  const global = ui.picture.shortcuts.filter((each) => each.type === "global");
  const form = h("form", { class: "composer", onsubmit: send }, suggestions, files, h("div", { class: "row" },
    !isThread && global.length > 0 && menu("Shortcuts", icon("bolt"), global.map((each) => ({ text: each.name, act: () => runShortcut(each) }))),
    h("button", { type: "button", class: "icon", "aria-label": "Add a file", title: "Add a file", onclick: () => picker.click() }, icon("clip")),
    picker, box, h("button", { type: "submit", class: "push primary" }, "Send")));
  return form;
}

// The words to type, without the places for arguments: "/charter show ID" leads with "/charter show ".
function lead(words) {
  const fixed = words.split(" ").filter((word) => /^[/a-z]+$/.test(word));
  return fixed.join(" ") + (fixed.length < words.split(" ").length ? " " : "");
}

async function typeCommand(text, isThread) {
  const name = text.split(/\s/)[0];
  if (isThread) notify(`${name} is not supported in threads. Sorry!`);
  else if (!APP_COMMAND.test(text)) notify(`${name} is not a valid command. Type /charter to see what there is.`);
  else {
    const late = () => notify(`${name} failed with the error "operation_timeout"`);
    notify((await actInTime("command", { player: ui.player, channel: ui.place, text }, late)).notice);
  }
}
