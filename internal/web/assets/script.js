"use strict";
// The pages work without this. With it: times in the reader's zone, the slider's day in words, Escape for notes, and word that a page has changed.
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

  // A tab listens while it is looked at: browsers open only a few connections to a site.
  const live = document.querySelector("[data-live]");
  if (live && window.EventSource) {
    const one = live.dataset.live.includes("?"), changed = new Set();
    let source, after = live.dataset.after;
    const tell = (e) => {
      after = e.lastEventId || after;
      let n;
      try { n = JSON.parse(e.data); } catch { return; }
      changed.add(n.story || n.report);
      const a = document.createElement("a");
      a.href = location.href;
      a.textContent = "load it";
      live.replaceChildren(one ? "This story has changed: " : changed.size === 1 ? "A story has changed: " : changed.size + " stories have changed: ", a);
    };
    const listen = () => {
      if (document.hidden || source) return;
      source = new EventSource(live.dataset.live + (one ? "&" : "?") + "after=" + after);
      for (const kind of ["story.created", "figure.changed", "claim.disputed", "report.revised", "brief.updated", "reset"]) source.addEventListener(kind, tell);
    };
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && source) { source.close(); source = null; }
      listen();
    });
    listen();
  }

  const share = document.querySelector("[data-share]");
  if (share) {
    share.value = new URL(share.value, location.href).href;
    share.addEventListener("focus", () => share.select());
  }
})();
