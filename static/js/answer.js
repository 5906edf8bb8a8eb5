// Three small things on the answer page; without this file all of it works, only slower.
"use strict";

(() => {
  const narrow = window.matchMedia("(max-width: 47.99rem)");
  const byId = (id) => document.getElementById(id);
  const opened = new Map(); // what the reader opened or closed, by id: a new answer keeps it

  // 1. The slider and its text twin show the same number.
  document.addEventListener("input", ({ target }) => {
    if (target.id === "slide") byId("weight").value = target.value;
    if (target.id === "weight" && byId("slide")) byId("slide").value = target.value;
  });

  // 2. A phone gets the parts below the headline folded.
  const fold = (root) => {
    for (const part of root.querySelectorAll("details[id]")) {
      if (opened.has(part.id)) part.open = opened.get(part.id);
      else if (part.matches(".fold:not(:has(.has-error))") && narrow.matches) part.open = false;
    }
  };
  fold(document);
  document.addEventListener("click", ({ target }) => {
    const part = target.closest("summary")?.parentElement;
    if (part?.id) opened.set(part.id, !part.open);
  });

  // 3. What is going on is said once when it starts and once when it is done.
  const say = (words) => { if (byId("status")) byId("status").textContent = words; };
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    const result = byId("result");
    if (target.id === "rail" && result) {
      say(target.dataset.working.replace("{new}", byId("weight").value).replace("{old}", result.dataset.weight));
      result.setAttribute("aria-busy", "true");
    }
  });
  document.addEventListener("htmx:afterSettle", () => {
    const result = byId("result");
    if (result) {
      fold(result);
      say(result.dataset.done);
    }
  });
  for (const failed of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failed, () => {
      say(byId("rail").dataset.failed);
      byId("result")?.removeAttribute("aria-busy");
    });
  }
})();
