// Who is playing, and where they can look.

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { face } from "./messages.js";
import { go, hasNewMail, isUnread, seen, ui } from "./store.js";

const side = document.getElementById("side");
const opener = document.getElementById("drawer-toggle");

export function drawSidebar() {
  const { people, places, you, pages } = ui.picture;
  opener.setAttribute("aria-label", `People and places; playing as ${you.name}`);
  fill(opener, icon("rows"), face(you.id, you.name, false), you.name.split(" ")[0]);
  fill(side,
    h("h2", {}, "Playing as"),
    h("ul", { class: "people" }, people.map((person) => personRow(person, person.id === you.id))),
    places.length > 0 && h("h2", {}, "Slack"),
    places.length > 0 && h("ul", {}, places.map(placeRow), row("home", "home", "App Home", false)),
    h("h2", {}, "Outside Slack"),
    h("ul", {},
      row("mail", "mail", "Mail", hasNewMail(people.find((person) => person.id === you.id))),
      row("pages", "page", "Guest pages", false, pages.length || "")));
}

function personRow(person, isYou) {
  const unread = !isYou && isUnread(person);
  const role = person.slack ? person.role : `${person.role}, mail only`;
  return h("li", {}, h("button", {
    type: "button", class: `person${unread ? " unread" : ""}`, "aria-pressed": String(isYou), "data-key": `person ${person.id}`,
    onclick: () => go({ player: person.id, place: firstPlace(person) }),
  }, face(person.id, person.name, false), h("span", {}, person.name, h("small", {}, role)), unread && dot()));
}

// Operators start in the channel, the crew with the bot, and who has only mail there. Only the picture knows the ids.
function firstPlace(person) {
  if (!person.slack) return "mail";
  return Object.keys(person.latest).find((place) => person.latest[place] > seen(person.id, place)) || "first";
}

function placeRow(place) {
  const unread = (place.messages.filter((each) => each.user !== ui.player).at(-1)?.ts || "") > seen(ui.player, place.id);
  return place.kind === "dm"
    ? row(place.id, "boat", ui.picture.bot.name, unread)
    : row(place.id, "hash", place.name, unread);
}

function row(place, sign, name, unread, count = "") {
  const here = ui.place === place;
  return h("li", {}, h("button", {
    type: "button", class: unread ? "unread" : "", "aria-current": here ? "page" : undefined, "data-key": `place ${place}`,
    "data-place": place, onclick: () => go({ place }),
  }, h("span", { class: "sign" }, icon(sign)), h("span", {}, name),
  count && h("small", {}, String(count)), unread && dot()));
}

function dot() {
  return h("span", { class: "dot", role: "img", "aria-label": "something new" });
}
