// The sandbox's own panel: the charter's clock, bookings to paste, what Slack would refuse, and starting over.

import { act } from "./api.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { clockNow, dayOf, format, timeOf, ui } from "./store.js";

const panel = document.getElementById("tools");
const toggle = document.getElementById("tools-toggle");
const drawn = { key: "" };
let says = "";

toggle.addEventListener("click", () => show(panel.hidden));

export function show(open) {
  panel.hidden = !open;
  toggle.setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("with-tools", open);
  if (open) panel.querySelector("h2")?.focus();
  else toggle.focus();
}

export function drawBar() {
  const { refusals, clock } = ui.picture;
  const now = clockNow();
  document.getElementById("bar-clock").replaceChildren(`${dayOf(now)}, ${timeOf(now)}`, h("small", {}, ` ${clock.place} time`));
  const badge = document.getElementById("refused");
  badge.hidden = refusals.length === 0;
  badge.replaceChildren(String(counted(refusals).length), h("span", {}, " refused"));
  panel.querySelector("#now")?.replaceChildren(`${dayOf(now)}, ${format(now, { year: "numeric" })} · ${timeOf(now)}`);
}

export function drawTools() {
  const { refusals, samples, run } = ui.picture;
  const key = JSON.stringify([refusals, samples, run, says]);
  if (drawn.key === key) return;
  drawn.key = key;
  fill(panel,
    h("header", { class: "title" }, h("h2", { tabindex: "-1" }, "Clock and tools"),
      h("button", { type: "button", class: "icon", "aria-label": "Close the tools", "data-key": "tools close", onclick: () => show(false) }, icon("close"))),
    h("div", { class: "scroll", tabindex: "0" },
      clockPart(),
      h("p", { id: "tools-says", role: "status" }, says),
      samplesPart(samples),
      refusedPart(refusals),
      h("section", {}, h("h3", {}, "Start over"), h("p", {}, "Forgets every charter, message and mail."),
        h("button", { type: "button", class: "push danger", "data-key": "reset", onclick: reset }, "Reset everything"))));
  drawBar();
}

function clockPart() {
  const button = (key, words, deed) => h("button", { type: "button", class: "push", "data-key": key, onclick: () => move(deed) }, words);
  const to = h("input", { type: "datetime-local", "data-key": "clock to", "aria-label": "New date and time at the boat" });
  const set = (event) => { event.preventDefault(); if (to.value) move({ to: to.value }); };
  return h("section", {},
    h("h3", {}, `The charter's time in ${ui.picture.clock.place}`),
    h("p", { id: "now" }),
    h("p", { class: "row" }, button("hour", "+1 hour", { hours: 1 }), button("day", "+1 day", { hours: 24 }),
      button("before", "To 24 h before the next charter", { before_next: true })),
    h("form", { class: "row", onsubmit: set }, to, h("button", { type: "submit", class: "push", "data-key": "clock set" }, "Set")),
    h("p", { class: "hint" }, "What falls due on the way happens on the way."));
}

function samplesPart(samples) {
  return h("section", {}, h("h3", {}, "Bookings to paste"),
    h("ul", { class: "samples" }, samples.map((sample) => h("li", {}, h("details", {}, h("summary", { "data-key": `sample ${sample.name}` }, sample.name),
      h("pre", { tabindex: "0" }, sample.text)),
    h("button", { type: "button", class: "push", "data-key": `copy ${sample.name}`, "aria-label": `Copy: ${sample.name}`, onclick: () => copy(sample) }, "Copy")))),
    h("p", { class: "hint" }, "Copy one, type /charter new in #charters, and paste it there."));
}

function refusedPart(refusals) {
  return h("section", {}, h("h3", {}, "Slack would refuse"),
    refusals.length ? h("ul", { class: "refusals" }, counted(refusals).map((each) => h("li", {}, each)))
      : h("p", { class: "hint" }, "Nothing so far. What the bot does that a real Slack would not take stands here."));
}

// Equal lines once, with how often.
function counted(lines) {
  const times = new Map();
  for (const line of lines) times.set(line, (times.get(line) || 0) + 1);
  return [...times].map(([line, number]) => (number > 1 ? `${line} (${number} times)` : line));
}

async function move(deed) {
  await tell("The clock moves …", () => act("clock", deed), "The clock is set.");
}

async function reset() {
  await tell("Starting over …", () => act("reset", {}), "Everything is as at the start.");
}

async function copy(sample) {
  await navigator.clipboard.writeText(sample.text);
  say(`Copied: ${sample.name}.`);
}

async function tell(before, work, after) {
  say(before);
  panel.setAttribute("aria-busy", "true");
  const told = await work();
  panel.removeAttribute("aria-busy");
  say(told.notice || after);
}

function say(text) {
  says = text;
  const place = document.getElementById("tools-says");
  if (place) place.textContent = text;
}
