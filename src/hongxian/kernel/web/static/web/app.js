// Small comforts. Every page works without this file.
const root = document.documentElement;
root.classList.add("js");

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
const busy = new Set();

// Ask before what cannot be taken back: data-confirm on the form or on its button.
function ask(question) {
  const dialog = document.getElementById("confirm");
  if (!dialog || !dialog.showModal) return Promise.resolve(window.confirm(question));
  dialog.querySelector("p").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }));
}

let confirmed = null;
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const question = button?.dataset.confirm || form.dataset.confirm;
  if (!question || confirmed === form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(question).then((yes) => {
    if (!yes) return;
    confirmed = form;
    form.requestSubmit(button?.form === form ? button : undefined);
    confirmed = null;
  });
}, true);

// Before it is sent: what was typed must go down neither with the line nor with the login. A login makes a new token.
let reached = null;
const asking = new Set();
const messages = () => document.getElementById("messages");
async function whatHinders(form) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 8000);
  try {
    const { here, acting } = messages().dataset;
    const answer = await fetch(here, { cache: "no-store", signal: patience.signal });
    if (answer.status >= 500) return "unreached";
    if (!answer.ok || !acting) return "";
    const found = await answer.json();
    if (found.acting !== acting) return found.acting ? "other" : "loggedOut";
    const token = form.elements.csrfmiddlewaretoken;
    if (token) token.value = found.token;
    return "";
  } catch {
    return "unreached";
  } finally {
    clearTimeout(timer);
  }
}
function tell(hindrance) {
  const words = messages().dataset;
  const made = (name, parts) => Object.assign(document.createElement(name), parts);
  const said = made("p", { className: "notice error", id: "unreached", textContent: words[hindrance] });
  if (hindrance === "loggedOut") said.append(" ", made("a", { href: words.login, target: "_blank", textContent: words.logIn }));
  document.getElementById("unreached")?.remove();
  messages().append(said);
  said.scrollIntoView({ block: "center" });
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || reached === form || !messages()?.dataset.unreached) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (asking.has(form) || busy.has(form)) return;
  const button = event.submitter;
  asking.add(form);
  whatHinders(form).then((hindrance) => {
    asking.delete(form);
    if (hindrance) return tell(hindrance);
    reached = form;
    confirmed = form;
    form.requestSubmit(button?.form === form ? button : undefined);
    confirmed = null;
    reached = null;
  });
}, true);

// One press, one act; and the list stands where it stood.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) return event.preventDefault();
  keepScroll();
  if ("download" in form.dataset) return;
  busy.add(form);
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((b) => { b.disabled = true; b.dataset.locked = ""; }));
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  busy.clear();
  each("[data-locked]", (b) => { b.disabled = false; delete b.dataset.locked; });
});

const place = () => `scroll:${location.pathname}`;
function keepScroll() {
  try { sessionStorage.setItem(place(), String(scrollY)); } catch { /* storage is off */ }
}
try {
  const y = sessionStorage.getItem(place());
  sessionStorage.removeItem(place());
  if (y && !document.querySelector(".wrong, #messages .error")) scrollTo(0, Number(y));
} catch { /* storage is off */ }

document.addEventListener("click", (event) => {
  each("details.who[open], details.menu-toggle[open], details.drop-down[open]", (d) => {
    if (!d.contains(event.target) && !event.target.closest(".menu")) d.open = false;
  });
  const button = event.target.closest("button");
  if (!button) return;
  if ("back" in button.dataset) history.back();
  if ("print" in button.dataset) print();
});
document.addEventListener("click", (event) => {
  const group = event.target.closest(".menu .group > summary")?.parentElement;
  if (!group) return;
  const said = new Map(menuSaid().split(".").filter(Boolean).map((each) => each.split("-")));
  said.set(group.dataset.group, group.open ? "0" : "1");
  const kept = [...said].map((each) => each.join("-")).join(".");
  document.cookie = `menu=${kept}; path=/; max-age=31536000; samesite=lax`;
});
const menuSaid = () => document.cookie.split("; ").find((each) => each.startsWith("menu="))?.slice(5) ?? "";
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") each("details.who[open], details.menu-toggle[open], details.drop-down[open]", (d) => { d.open = false; });
});
document.addEventListener("change", (event) => {
  if ("submit" in event.target.dataset) event.target.form.requestSubmit();
});

// A list keeps its conditions, its page and where it stood: the way back from a page of one of its rows leads there.
const remembered = (path) => {
  try { return JSON.parse(sessionStorage.getItem(`list:${path}`) || "null"); } catch { return null; }
};
if (document.querySelector("section.list")) {
  const before = remembered(location.pathname);
  const from = document.referrer && new URL(document.referrer);
  if (before?.search === location.search && from?.origin === location.origin && from.pathname !== location.pathname) {
    scrollTo(0, before.y);
  }
  window.addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(`list:${location.pathname}`, JSON.stringify({ search: location.search, y: scrollY }));
    } catch { /* storage is off */ }
  });
}
each(".crumbs a[href]", (link) => {
  if (!link.search) link.search = remembered(link.pathname)?.search || "";
});
document.addEventListener("change", (event) => {
  if (!("pickAll" in event.target.dataset)) return;
  event.target.form.querySelectorAll("input[name=rows]").forEach((box) => { box.checked = event.target.checked; });
});
