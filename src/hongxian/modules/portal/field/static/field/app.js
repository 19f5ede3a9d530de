// Starts the app: who is at work, which screen, what to say about the line.
import { showCheck } from "./check.js";
import { showDanger, showDangers, showNewDanger, showStep } from "./danger.js";
import { h, notice, say, toast } from "./dom.js";
import { showSync, trouble } from "./outbox.js";
import { showPlace, showTellUp } from "./place.js";
import { showPremises } from "./premises.js";
import { showQuestion } from "./question.js";
import { showScan } from "./scan.js";
import { isLapsed, load, state, status } from "./state.js";
import { OtherVersion } from "./store.js";
import { start } from "./sync.js";
import { T } from "./text.js";
import { showToday } from "./today.js";

const SCREENS = [
  [/^#\/today$/, showToday],
  [/^#\/place\/([^/]+)$/, showPlace],
  [/^#\/tell-up\?place=(.+)$/, showTellUp],
  [/^#\/danger(?:\?place=(.+))?$/, showNewDanger],
  [/^#\/dangers$/, showDangers],
  [/^#\/danger\/([^/]+)$/, showDanger],
  [/^#\/danger\/([^/]+)\/([a-z_]+)$/, showStep],
  [/^#\/check\/([^/]+)$/, showCheck],
  [/^#\/premises$/, showPremises],
  [/^#\/scan$/, showScan],
  [/^#\/sync$/, showSync],
  [/^#\/question\/([^/]+)$/, showQuestion],
];
const main = document.getElementById("main");
let shown = {};
let turn = 0;

async function show() {
  const mine = ++turn;
  if (shown.leave) shown.leave();
  shown = {};
  const hash = location.hash || "#/today";
  if (!state.me) { nobody(); return; }
  for (const [pattern, screen] of SCREENS) {
    const found = hash.match(pattern);
    if (!found) continue;
    const box = document.createElement("div");
    const given = await screen(box, ...found.slice(1).map((each) => each && decodeURIComponent(each)));
    if (mine !== turn) { if (given.leave) given.leave(); return; }
    main.replaceChildren(...(await warnings()), box);
    shown = given;
    scrollTo(0, 0);
    tabs();
    return;
  }
  location.hash = "#/today";
}

function nobody() {
  const wait = status.running ? h("p", { className: "loading" }, T.loading) : trouble() || notice("warning", T.first_login);
  main.replaceChildren(h("h1", null, T.brand), wait);
  tabs();
}

async function warnings() {
  const found = [];
  if (!window.isSecureContext) found.push(notice("error", T.insecure));
  else if (!navigator.serviceWorker) found.push(notice("warning", T.no_worker));
  return found;
}

function tabs() {
  const open = state.acts.filter((act) => act.state !== "done");
  const asks = open.some((act) => act.state === "question" || act.state === "failed" || isLapsed(act));
  const at = location.hash || "#/today";
  const tab = (name, words, extra) => h("a", { href: `#/${name}`, "aria-current": at === `#/${name}` ? "page" : null }, words, extra);
  const number = open.length ? h("span", { className: asks ? "number asks" : "number" }, String(open.length)) : null;
  document.getElementById("tabs").replaceChildren(tab("today", T.tabs.today), tab("dangers", T.tabs.dangers), tab("scan", T.tabs.scan), tab("sync", T.tabs.sync, number));
  const line = h("a", { className: "line", href: "#/sync" }, status.running ? T.syncing : status.trouble === "login" ? T.log_in : navigator.onLine ? T.online : T.offline);
  document.getElementById("top").replaceChildren(h("a", { className: "brand", href: "#/today" }, T.brand), line, h("a", { className: "web", href: "/" }, T.menu_web));
}

/** Something changed beneath: draw again what shows it, never a form that somebody fills in. */
function beneath() {
  tabs();
  if (!state.me) { nobody(); return; }
  if (shown.redraw) shown.redraw();
}

async function begin() {
  addEventListener("hashchange", show);
  addEventListener("online", tabs);
  addEventListener("offline", tabs);
  addEventListener("field-sync", beneath);
  addEventListener("field-redraw", show);
  addEventListener("field-where", () => shown.where && shown.where());
  addEventListener("field-other", ({ detail }) => {
    if (detail === "other") {
      toast(say(T.other_now, { name: state.me.name }));
      location.hash = "#/today";
    }
    show();
  });
  addEventListener("field-newer", () => { main.replaceChildren(notice("warning", T.newer), h("button", { className: "button primary wide", onclick: () => location.reload() }, T.reload)); });
  try {
    await load();
  } catch (error) {
    main.replaceChildren(notice("error", error instanceof OtherVersion ? T.schema_newer : T.no_store));
    return;
  }
  await show();
  start();
  if (navigator.serviceWorker) navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" }).catch((error) => console.warn(error));
}

begin();
