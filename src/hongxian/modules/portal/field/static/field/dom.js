// Elements, and the little that every screen draws with. Text always goes in as text, never as markup.
import { T } from "./text.js";

export function h(tag, given, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return element;
}

/** Put these into an element instead of what is there; what is nothing is left out. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
}

export function field(label, control, hint) {
  return h("label", { className: "field" }, h("span", { className: "label" }, label), control, hint && h("span", { className: "hint" }, hint));
}

export function notice(kind, ...words) {
  return h("p", { className: `notice ${kind}` }, ...words);
}

export function badge(colour, word) {
  return h("span", { className: `badge ${colour}` }, word);
}

let fading = 0;

/** Says something at the foot of the screen for a while, with one thing to do about it. */
export function toast(words, action, run, lasting = 6000) {
  const box = document.getElementById("toast");
  clearTimeout(fading);
  box.replaceChildren(h("span", null, words), action ? h("button", { type: "button", onclick: () => { box.replaceChildren(); run(); } }, action) : "");
  fading = setTimeout(() => box.replaceChildren(), lasting);
}

export function moment(iso) {
  if (!iso) return T.never;
  const at = new Date(iso);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function size(bytes) {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes >= 1024) return `${(megabytes / 1024).toFixed(1)} GB`;
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} KB` : `${megabytes.toFixed(1)} MB`;
}

export function say(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => (values[name] === undefined ? "" : values[name]));
}

/** A key made here, ordered by time (UUID version 7): rows on the server stand in the order of their keys. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
