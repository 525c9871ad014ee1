// Making and replacing nodes. Text is always text: nothing here parses HTML.

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Puts nodes into a container; whoever had the focus (by data-key) keeps it, and the container keeps its scroll.
export function fill(container, ...nodes) {
  const active = document.activeElement;
  const key = container.contains(active) ? active.dataset.key : undefined;
  const top = container.scrollTop;
  container.replaceChildren(...nodes.flat().filter(Boolean));
  container.scrollTop = top;
  if (key) container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// Keeps the nodes whose key and signature are as before, so that menus, focus and selections in them survive.
export function keep(container, items) {
  const before = new Map([...container.children].map((node) => [node.dataset.keep, node]));
  const nodes = items.map(({ key, signature, make }) => {
    const old = before.get(key);
    if (old && old.keptSignature === signature) return old;
    const node = make();
    node.dataset.keep = key;
    node.keptSignature = signature;
    return node;
  });
  const wanted = new Set(nodes);
  for (const node of [...container.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] || null);
  });
}

let lastId = 0;

export function newId() {
  lastId += 1;
  return `n${lastId}`;
}

// An input whose node says what stands in it.
export function reading(node, read) {
  node.read = () => read(node);
  return node;
}

// A button that opens a short list of choices: arrows move, Escape closes, so does a click elsewhere.
export function menu(label, face, choices, props = {}) {
  const list = h("div", { class: "menu", role: "menu", hidden: true });
  const opener = h("button", {
    type: "button", class: "icon", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false",
    ...props, onclick: () => (list.hidden ? open() : close()),
  }, face);
  const outside = (event) => { if (!holder.contains(event.target)) close(); };
  function open() {
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    list.firstElementChild?.focus();
  }
  function close() {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
  }
  for (const { text, act } of choices) {
    list.append(h("button", { type: "button", role: "menuitem", onclick: () => { close(); opener.focus(); act(); } }, text));
  }
  list.addEventListener("keydown", (event) => {
    const items = [...list.children];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length].focus();
    else if (event.key === "Escape") { close(); opener.focus(); } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const holder = h("span", { class: "menu-holder" }, opener, list);
  return holder;
}
