"use strict";
// The page works without this. With it the link's secret leaves the address bar, and what is written down on the day
// waits on the phone while there is no signal.
(() => {
  const LINK = "crew-link";
  const page = document.body.dataset;

  function hideLink() {
    try {
      const kept = sessionStorage.getItem(LINK);
      if (page.state === "missing") {
        if (kept) location.replace(`${location.pathname}?token=${encodeURIComponent(kept)}`);
        return;
      }
      if (page.token) sessionStorage.setItem(LINK, page.token);
      else sessionStorage.removeItem(LINK);
      history.replaceState(null, "", location.pathname + location.hash);
    } catch {
      // Where nothing may be kept the address stays as it is, so that the page can be loaded again.
    }
  }

  function listen(day) {
    const NAME = `crew-day-${day.dataset.list}`;
    const ahead = Date.parse(day.dataset.now) - Date.now();
    const sync = document.getElementById("sync");
    let inMemory = [];
    let isSending = false;

    // What was pressed and has not reached the office yet, oldest first.
    function waiting() {
      try { return JSON.parse(localStorage.getItem(NAME)) ?? inMemory; } catch { return inMemory; }
    }

    function keep(presses) {
      inMemory = presses;
      try {
        if (presses.length) localStorage.setItem(NAME, JSON.stringify(presses));
        else localStorage.removeItem(NAME);
      } catch { /* in memory, then */ }
    }

    function press(fields) {
      const at = new Date(Date.now() + ahead).toISOString();
      const others = waiting().filter((each) => each.answer !== fields.answer || each.item !== fields.item);
      keep([...others, { ...fields, at }]);
      show();
      send();
    }

    async function send() {
      if (isSending) return;
      isSending = true;
      let refusal = null;
      for (let next = waiting()[0]; next; next = waiting()[0]) {
        const answer = await post(next);
        if (answer === null) break;
        if (answer.status === 401) { refusal = answer.told.detail; break; }
        keep(waiting().filter((each) => each.at !== next.at || each.item !== next.item));
        if (answer.status === 200) tell(answer.told);
        else refusal = answer.told.detail;
      }
      isSending = false;
      show(refusal);
    }

    // Null where it has to be tried again.
    async function post(fields) {
      try {
        const response = await fetch(location.pathname, {
          method: "POST",
          headers: { accept: "application/json" },
          body: new URLSearchParams({ token: page.token, ...fields }),
        });
        if (response.status === 429 || response.status >= 500) return null;
        return { status: response.status, told: await response.json() };
      } catch {
        return null;
      }
    }

    function tell(told) {
      for (const line of day.querySelectorAll("[data-told]")) {
        line.textContent = told[line.dataset.told] ?? "";
        line.hidden = !line.textContent;
      }
    }

    function show(refusal) {
      const presses = waiting();
      for (const { answer, item, done, people } of presses) {
        const box = item && day.querySelector(`input[value="${CSS.escape(item)}"]`);
        if (box) box.checked = done === "yes";
        if (answer === "head_count") day.querySelector("#people").value = people;
      }
      for (const phase of day.querySelectorAll(".phase")) {
        const boxes = [...phase.querySelectorAll("[type=checkbox]")];
        phase.querySelector("[data-done]").textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length}`;
      }
      const count = presses.length === 1 ? "1 entry is" : `${presses.length} entries are`;
      sync.textContent = refusal ?? (presses.length ? `No signal: ${count} kept on this phone and sent when there is.` : "");
      sync.hidden = !sync.textContent;
    }

    for (const phase of day.querySelectorAll(".phase")) {
      phase.querySelector("[data-without-script]").hidden = true;
      phase.addEventListener("submit", (event) => event.preventDefault());
      phase.addEventListener("change", ({ target }) =>
        press({ answer: "tick", item: target.value, done: target.checked ? "yes" : "no" }));
    }
    for (const form of day.querySelectorAll("[data-kept]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const people = new FormData(form).get("people");
        press(people === null ? { answer: form.dataset.kept } : { answer: form.dataset.kept, people });
      });
    }
    addEventListener("online", send);
    addEventListener("pageshow", send);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
    setInterval(() => waiting().length && send(), 20_000);
    show();
  }

  hideLink();
  const day = document.querySelector("[data-list]");
  if (day) listen(day);
})();
