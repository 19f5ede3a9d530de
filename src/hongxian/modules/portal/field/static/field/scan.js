// A code on the door or the machine: read by the camera where the browser can, else typed.
import { field, fill, h, notice, say } from "./dom.js";
import { dangers } from "./state.js";
import { allPlaces } from "./today.js";
import { T } from "./text.js";

const KEY = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The screen that a code leads to; empty where nothing that was downloaded bears it. */
export function screenOf(code) {
  const words = code.trim();
  if (!words) return "";
  const key = (words.match(KEY) || [""])[0].toLowerCase();
  const place = allPlaces().find((each) => (key && [each.key, each.enterprise, each.premises].includes(key)) || (each.code && words.includes(each.code)));
  if (place) return `#/place/${place.key}`;
  if (key && dangers().some((danger) => danger.key === key)) return `#/danger/${key}`;
  const named = allPlaces().filter((each) => each.name.includes(words));
  return named.length === 1 ? `#/place/${named[0].key}` : "";
}

export async function showScan(main) {
  const alert = h("div", { role: "alert" });
  const found = (code) => {
    const screen = screenOf(code);
    if (screen) { location.hash = screen; return true; }
    const isOurs = code.startsWith(`${location.origin}/`);
    alert.replaceChildren(notice("warning", say(T.scan_not_found, { code: code.slice(0, 80) }), isOurs ? h("a", { className: "button wide", href: code }, T.scan_open) : ""));
    return false;
  };
  const form = h("form", { onsubmit: (event) => { event.preventDefault(); found(form.elements.code.value); } },
    field(T.code, h("input", { name: "code", autocomplete: "off" })), h("button", { className: "button primary wide" }, T.look));
  const canDetect = "BarcodeDetector" in window;
  const video = h("video", { muted: true, playsInline: true, autoplay: true, hidden: true });
  const stopped = { yes: false };
  fill(main, h("a", { className: "back", href: "#/today" }, T.back), h("h1", null, T.scan_title),
    h("p", { className: "hint" }, canDetect ? T.scan_hint : T.scan_none), video, alert, form);
  const stream = canDetect ? await watch(video, found, stopped, alert) : null;
  return { leave: () => { stopped.yes = true; if (stream) stream.getTracks().forEach((track) => track.stop()); } };
}

async function watch(video, found, stopped, alert) {
  try {
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.hidden = false;
    video.srcObject = stream;
    const look = async () => {
      if (stopped.yes) return;
      const codes = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
      if (!codes.length || !found(codes[0].rawValue)) setTimeout(look, 300);
    };
    look();
    return stream;
  } catch (error) {
    alert.replaceChildren(notice("info", say(T.scan_camera_refused, { why: error.name })));
    return null;
  }
}
