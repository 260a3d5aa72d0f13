"use strict";
// The pages work without this. With it: times in the reader's zone, the slider's day in words, Escape for notes.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const say = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  for (const t of document.querySelectorAll("time[data-when]")) {
    const at = new Date(t.dateTime);
    if (!isNaN(at)) t.textContent = say.format(at);
  }
  const note = document.querySelector(".zone");
  if (note) note.textContent = "Times are in your zone, " + zone.replaceAll("_", " ") + "; days are the reports’ own.";

  const slider = document.querySelector(".slider");
  if (slider) {
    const days = slider.dataset.days.split("|"), input = slider.querySelector("input"), out = slider.querySelector("output");
    input.addEventListener("input", () => {
      out.textContent = days[input.value];
      input.setAttribute("aria-valuetext", days[input.value]);
    });
  }

  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const d of document.querySelectorAll("details.cite[open]")) {
      const inside = d.contains(document.activeElement);
      d.open = false;
      if (inside) d.querySelector("summary").focus();
    }
  });

  const share = document.querySelector("[data-share]");
  if (share) {
    share.value = new URL(share.value, location.href).href;
    share.addEventListener("focus", () => share.select());
  }
})();
