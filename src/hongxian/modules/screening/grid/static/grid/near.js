// Where the person stands: put into the forms of the page, and the nearest places first on request. Without it, or
// when the person says no, everything works; the position is then left empty.
const put = (name, value) => document.querySelectorAll(`[data-${name}]`).forEach((input) => { input.value = value; });
const says = document.querySelector("[data-near-says]");
const say = (words) => { if (says) { says.hidden = false; says.textContent = words; } };

function locate(then, fail) {
  if (!navigator.geolocation) return fail();
  navigator.geolocation.getCurrentPosition((found) => {
    const { longitude, latitude, accuracy } = found.coords;
    put("longitude", longitude.toFixed(6));
    put("latitude", latitude.toFixed(6));
    put("accuracy", Math.round(accuracy));
    then(longitude, latitude);
  }, fail, { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 });
}

document.querySelector("[data-near]")?.addEventListener("click", () => {
  say(says.dataset.wait);
  locate((longitude, latitude) => {
    location.search = new URLSearchParams({ longitude: longitude.toFixed(6), latitude: latitude.toFixed(6) });
  }, () => say(says.dataset.fail));
});

// Only ask by itself where the person has said yes before.
navigator.permissions?.query({ name: "geolocation" }).then((answer) => {
  if (answer.state === "granted") locate(() => {}, () => {});
}).catch(() => {});
