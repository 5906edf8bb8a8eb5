// Says once that new columns are being worked out, and once that they are there or did not come. Without it all of it works.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const isOurs = (elt) => elt?.id === "columns";
  const say = (words) => { if (byId("status")) byId("status").textContent = words; };
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    if (!isOurs(elt)) return;
    say(elt.dataset.asking);
    byId("result").setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (isOurs(detail.requestConfig?.elt) && byId("result")?.dataset.done) say(byId("result").dataset.done);
  });
  for (const failed of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failed, ({ detail: { elt, xhr } }) => {
      if (!isOurs(elt)) return;
      const seconds = Math.max(2, Number(xhr.getResponseHeader?.("Retry-After")) || 2);
      say(xhr.status === 429 ? elt.dataset.busy.replace("{seconds}", seconds) : elt.dataset.failed);
      byId("result").removeAttribute("aria-busy");
    });
  }
})();
