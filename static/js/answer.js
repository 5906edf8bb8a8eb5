// Small things on the answer page; without this file all of it works, only slower. It runs before the page is read, so that
// a phone never shows a part that folds a moment later.
"use strict";

(() => {
  const narrow = window.matchMedia("(max-width: 47.99rem)");
  const byId = (id) => document.getElementById(id);

  // 1. A phone gets the parts below the headline folded, as they come; a new answer keeps what the reader opened or closed.
  const opened = new Map();
  const seen = new WeakSet();
  const fold = () => {
    for (const part of document.getElementsByTagName("details")) {
      if (!part.id || seen.has(part)) continue;
      seen.add(part);
      if (opened.has(part.id)) part.open = opened.get(part.id);
      else if (narrow.matches && "folds" in part.dataset) part.open = false;
    }
  };
  new MutationObserver(fold).observe(document, { childList: true, subtree: true });
  document.addEventListener("click", ({ target }) => {
    const part = target.closest?.("summary")?.parentElement;
    if (part?.id) opened.set(part.id, !part.open);
  });

  // 2. The slider and its text twin show the same number.
  document.addEventListener("input", ({ target }) => {
    if (target.id === "slide") byId("weight").value = target.value;
    if (target.id === "weight" && byId("slide")) byId("slide").value = target.value;
  });

  // 3. What is going on is said once when it starts and once when it is done.
  const asks = (elt) => elt?.dataset?.working !== undefined;
  const say = (elt, words) => {
    const place = (byId(elt.id) ?? elt).closest("[data-failed]")?.querySelector("[role=status]");
    if (place) place.textContent = words;
  };
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    if (!asks(elt)) return;
    const result = byId("result");
    say(elt, elt.dataset.working.replace("{new}", byId("weight").value).replace("{old}", result.dataset.weight));
    if (elt.id === "rail") result.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const { elt } = detail.requestConfig ?? {};
    if (elt?.id === "rail" && byId("result")?.dataset.done) say(elt, byId("result").dataset.done);
  });
  for (const failed of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failed, ({ detail: { elt, xhr } }) => {
      if (!asks(elt)) return;
      const { failed: words, busy } = elt.closest("[data-failed]").dataset;
      const seconds = Math.max(2, Number(xhr.getResponseHeader?.("Retry-After")) || 2);
      say(elt, xhr.status === 429 ? busy.replace("{seconds}", seconds) : words);
      byId("result")?.removeAttribute("aria-busy");
    });
  }

  // 4. Another language is another page: htmx, which listens at the form itself, must not fetch it. From the answer page, what was
  // typed in the other form and not sent yet goes along.
  document.addEventListener("submit", (event) => {
    if (!event.submitter?.closest("#languages li")) return;
    event.stopPropagation();
    const more = byId("more");
    if (event.target.id === "rail" && more) event.target.addEventListener("formdata", ({ formData }) => addTyped(formData, more), { once: true });
  }, true);
  const addTyped = (formData, form) => {
    const typed = new FormData(form);
    for (const name of new Set([...form.elements].filter((field) => field.name && field.type !== "hidden").map((field) => field.name))) {
      formData.delete(name);
      for (const text of typed.getAll(name)) formData.append(name, text);
    }
  };
})();
