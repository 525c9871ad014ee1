// What the page shows now: the picture the sandbox sent, and where this browser is looking.

export const ui = { picture: null, player: "", place: "", thread: "", unread: {}, notices: [], mail: null };

const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
}

export function changed() {
  for (const listener of listeners) listener();
}

// The address says who is playing and where they look: #/PLAYER/PLACE/THREAD
export function readAddress() {
  const [player = "", place = "", thread = ""] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  Object.assign(ui, { player, place, thread });
}

export function go({ player = ui.player, place = ui.place, thread = "" }) {
  const parts = [player, place, thread].filter(Boolean).map(encodeURIComponent);
  const address = `#/${parts.join("/")}`;
  if (location.hash === address) changed();
  else location.hash = address;
}

export function nameOf(id) {
  return ui.picture?.names[id] || id;
}

export function placeNow() {
  return ui.picture?.places.find((place) => place.id === ui.place);
}

// What was said to the person who plays by Slack itself, in one place; it is gone with the next picture of another run.
export function notify(text, place = ui.place, thread = ui.thread) {
  if (!text) return;
  const same = ui.notices.find((each) => each.text === text && each.place === place && each.thread === thread);
  if (!same) ui.notices.push({ text, place, thread, player: ui.player });
  changed();
}

export function dropNotices(keepIt) {
  ui.notices = ui.notices.filter(keepIt);
}

// What has been read, in this browser: by run of the sandbox, person and place.
const KEY = "charter-seen";

export function seen(player, place) {
  return stored()[`${player}/${place}`] || "";
}

export function markSeen(player, place, upTo) {
  const all = stored();
  if ((all[`${player}/${place}`] || "") >= upTo) return false;
  all[`${player}/${place}`] = upTo;
  localStorage.setItem(KEY, JSON.stringify(all));
  return true;
}

function stored() {
  const run = ui.picture?.run || "";
  try {
    const all = JSON.parse(localStorage.getItem(KEY) || "{}");
    if (all.run === run) return all;
  } catch { /* somebody else's value */ }
  return { run };
}

export function isUnread(person) {
  const places = Object.entries(person.latest).some(([place, ts]) => ts > seen(person.id, place));
  return places || hasNewMail(person);
}

export function hasNewMail(person) {
  return person.mails > Number(seen(person.id, "mail") || 0);
}

// Moments in the boat's zone.
export function clockNow() {
  return ui.picture.clock.now + (Date.now() - ui.pictureAt) / 1000;
}

export function timeOf(seconds) {
  return format(seconds, { hour: "numeric", minute: "2-digit" });
}

export function dayOf(seconds) {
  return format(seconds, { weekday: "short", month: "short", day: "numeric" });
}

export function format(seconds, options) {
  return new Intl.DateTimeFormat("en-US", { timeZone: ui.picture.clock.zone, ...options }).format(seconds * 1000);
}
