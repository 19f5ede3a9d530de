// Show what was chosen before it is sent, and shrink what a phone would need minutes for. The form works without.
const LONGEST = 2560;
const HEAVY = 3 * 1024 * 1024;

async function shrunk(file) {
  if (file.size <= HEAVY || !/^image\/(jpeg|webp)$/.test(file.type) || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file; // what the browser cannot open, the server judges
  }
}

function show(list, files) {
  list.querySelectorAll("img").forEach((img) => URL.revokeObjectURL(img.src));
  list.replaceChildren(...files.map((file) => {
    const item = document.createElement("li");
    if (/^image\//.test(file.type)) {
      const img = document.createElement("img");
      img.src = URL.createObjectURL(file);
      img.alt = file.name;
      item.append(img);
    }
    const name = document.createElement("span");
    name.textContent = `${file.name} · ${(file.size / 1048576).toFixed(1)} MB`;
    item.append(name);
    return item;
  }));
  list.hidden = !files.length;
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  const list = input.dataset.preview && document.getElementById(input.dataset.preview);
  if (!list) return;
  const button = input.form.querySelector("button:not([type=button])");
  button.disabled = true;
  const files = await Promise.all([...input.files].map(shrunk));
  if (window.DataTransfer) {
    const kept = new DataTransfer();
    files.forEach((file) => kept.items.add(file));
    input.files = kept.files;
  }
  show(list, files);
  button.disabled = false;
});
