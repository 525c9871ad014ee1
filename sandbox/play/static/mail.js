// What was mailed, as the people who got it read it; and the pages made for the guests.

import { act } from "./api.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { markSeen, ui } from "./store.js";

const main = document.getElementById("main");
const drawn = { key: "" };
const PHONE = "popup,width=390,height=844";

export function forgetMail() {
  drawn.key = "";
}

export function drawMail() {
  const { mails, you, people } = ui.picture;
  const known = Object.fromEntries(people.filter((each) => each.email).map((each) => [each.email, each.name]));
  const filter = ui.mailFor?.player === you.id ? ui.mailFor.address : own(you);
  const shown = mails.filter((mail) => !filter || mail.to === filter).reverse();
  if (document.visibilityState === "visible") {
    markSeen(you.id, "mail", String(mails.filter((mail) => mail.to === you.email).length).padStart(6, "0"));
  }
  const open = shown.find((mail) => mail.number === ui.mail);
  const key = JSON.stringify([you.id, filter, shown, ui.mail, ui.picture.run]);
  if (drawn.key === key) return;
  drawn.key = key;
  const addresses = [...new Set([...Object.keys(known), ...mails.map((mail) => mail.to)])];
  const choose = (event) => { ui.mailFor = { player: you.id, address: event.target.value }; ui.mail = null; drawMail(); };
  main.className = `mail${open ? " reading" : ""}`;
  fill(main,
    h("header", { class: "title" }, h("h1", {}, "Mail"),
      h("label", {}, h("span", {}, "Sent to "), h("select", { "data-key": "mail filter", onchange: choose, },
        h("option", { value: "" }, "everybody"),
        addresses.map((address) => h("option", { value: address, selected: address === filter }, known[address] || address))))),
    h("div", { class: "mail-room" },
      shown.length ? h("ul", { class: "mail-list" }, shown.map((mail) => mailRow(mail, known)))
        : h("p", { class: "empty" }, filter ? `Nothing was mailed to ${known[filter] || filter} yet.` : "Nobody has been mailed yet."),
      open ? reader(open, known) : h("p", { class: "empty reader-empty" }, shown.length ? "Choose a mail to read it." : "")));
}

function own(you) {
  return you.slack ? "" : you.email || "";
}

function mailRow(mail, known) {
  const read = () => { ui.mail = mail.number; drawMail(); document.getElementById("reader-title")?.focus(); };
  return h("li", {}, h("button", {
    type: "button", "aria-current": mail.number === ui.mail ? "true" : undefined, "data-key": `mail ${mail.number}`, onclick: read,
  }, h("small", {}, `To ${known[mail.to] || mail.to}`), h("span", {}, mail.subject)));
}

function reader(mail, known) {
  const back = () => { ui.mail = null; drawMail(); };
  return h("article", { class: "reader" },
    h("button", { type: "button", class: "push back", onclick: back }, "‹ All mail"),
    h("h2", { id: "reader-title", tabindex: "-1" }, mail.subject),
    h("p", {}, `To ${known[mail.to] || ""} <${mail.to}>`),
    mail.attachments.length > 0 && h("p", {}, mail.attachments.map((name) => h("span", { class: "chip" }, [icon("clip"), name]))),
    mail.link && h("p", { class: "links" }, openers(mail.link, "Open the mailed link")),
    h("iframe", {
      src: `/play/mail/${mail.number}`, title: `The mail “${mail.subject}”`, referrerpolicy: "no-referrer",
      sandbox: "allow-popups allow-popups-to-escape-sandbox",
    }),
    h("p", { class: "links" }, h("small", {}, "What else can happen to it: "),
      fate(mail, "bounced", "It comes back"), fate(mail, "complained", "It is called spam")));
}

function fate(mail, kind, words) {
  const happen = async ({ target }) => {
    const told = await act("lost", { mail: mail.number, fate: kind });
    target.disabled = told.ok;
    target.textContent = told.ok ? "The thread tells of it" : told.notice;
  };
  return h("button", { type: "button", class: "push", "data-key": `mail ${mail.number} ${kind}`, onclick: happen }, words);
}

export function openers(address, words) {
  return [
    h("a", { class: "push primary", href: address, target: "_blank", rel: "noreferrer noopener" }, words),
    h("button", { type: "button", class: "push", onclick: () => window.open(address, "_blank", `${PHONE},noopener,noreferrer`) }, "Open as on a phone"),
  ];
}

export function drawPages() {
  const { pages } = ui.picture;
  const key = JSON.stringify(["pages", pages, ui.picture.run]);
  if (drawn.key === key) return;
  drawn.key = key;
  main.className = "pages";
  fill(main,
    h("header", { class: "title" }, h("h1", {}, "Guest pages"), h("p", {}, "One for each charter, without a login")),
    h("div", { class: "scroll", tabindex: "0" }, pages.length
      ? h("ul", { class: "page-list" }, pages.map((page) => h("li", {}, h("span", {}, page), openers(page, `Open ${page.split("/").pop()}`))))
      : h("p", { class: "empty" }, "No guest page has been published yet.")));
}
