// Photos made small before they are kept, a voice, a signature, and where the phone says it is.
import { newKey, say } from "./dom.js";
import { T } from "./text.js";

const LONGEST = 1600;
const FRESH = 2 * 60000;
export const MOST_PHOTOS = 9;
export const LONGEST_VOICE = 3 * 60000;

let last = null;
let watching = null;

export const whereKnown = () => (last && Date.now() - last.time < FRESH ? last : null);

/** Begin to follow where the phone is; asks the person, and only once. */
export function watchWhere() {
  if (watching !== null || !navigator.geolocation) return;
  watching = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      last = { longitude: coords.longitude, latitude: coords.latitude, accuracy: Math.round(coords.accuracy), time: timestamp || Date.now() };
      dispatchEvent(new Event("field-where"));
    },
    () => { watching = null; dispatchEvent(new Event("field-where")); },
    { enableHighAccuracy: true, maximumAge: 30000, timeout: 30000 },
  );
}

/** Where the phone is, waiting at most so many milliseconds for it; null where it does not say. */
export async function whereNow(patience) {
  const until = Date.now() + patience;
  while (!whereKnown() && watching !== null && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  return whereKnown();
}

/** As the server takes it: seven decimals are a centimetre. */
export function told(at) {
  if (!at) return {};
  return { longitude: at.longitude.toFixed(6), latitude: at.latitude.toFixed(6), accuracy: at.accuracy };
}

export function metres(from, to) {
  if (!from || to.longitude === null || to.longitude === undefined) return null;
  const east = (to.longitude - from.longitude) * Math.cos((from.latitude * Math.PI) / 180);
  return Math.round(Math.hypot(east, to.latitude - from.latitude) * 111320);
}

/** A file ready to be kept: with its own key, its hash, and what the phone says of time and place. */
export async function kept(kind, blob, name, taken = new Date(), at = null) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
  return { id: newKey(), kind, blob, size: blob.size, sha256, name, taken_at: taken.toISOString(), ...told(at) };
}

/** A photo at most 1600 pixels long, upright as the camera was held. Throws a sentence for what this phone cannot open. */
export async function photo(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new Error(say(T.not_a_photo, { name: file.name }));
  }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob) throw new Error(say(T.not_a_photo, { name: file.name }));
  const taken = new Date(file.lastModified || Date.now());
  // an old picture was not taken where the phone is now
  const at = Math.abs(Date.now() - taken.getTime()) < FRESH ? whereKnown() : null;
  return kept("photo", blob, "photo.jpg", taken, at);
}

export const canRecord = () => Boolean(window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

/** Begin to record; gives a function that ends it and gives the file. */
export async function record(onEnd) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"].find((each) => MediaRecorder.isTypeSupported(each)) || "";
  const recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 24000 } : {});
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = async () => {
    stream.getTracks().forEach((track) => track.stop());
    const blob = new Blob(parts, { type: (recorder.mimeType || "audio/webm").split(";")[0] });
    const ending = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" }[blob.type] || "webm";
    onEnd(blob.size ? await kept("voice", blob, `voice.${ending}`, new Date(), whereKnown()) : null);
  };
  recorder.start();
  const limit = setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST_VOICE);
  return () => { clearTimeout(limit); if (recorder.state === "recording") recorder.stop(); };
}

/** A pad to sign on with a finger; `file()` gives the signature, null where nobody signed. */
export function pad(canvas) {
  const pen = canvas.getContext("2d");
  let from = null;
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    delete canvas.dataset.signed;
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); from = at(event); event.preventDefault(); });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    Object.assign(pen, { lineWidth: 4, lineCap: "round", strokeStyle: "#10151a" });
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
    from = to;
    canvas.dataset.signed = "yes";
  });
  ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => { from = null; }));
  clear();
  return {
    clear,
    file: async () => {
      if (!canvas.dataset.signed) return null;
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      return kept("signature", blob, "signature.png", new Date(), whereKnown());
    },
  };
}
