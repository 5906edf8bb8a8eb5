// Two small things in a frame on a foreign page; without this file all of it works.
"use strict";

(() => {
  // 1. What a form has led to is read first. (A browser ignores autofocus in a frame of another site.)
  document.querySelector("[data-first]")?.focus();

  // 2. The page around learns how tall the frame would like to be, and nothing else. Which pages may be around, the policy says.
  const around = location.ancestorOrigins?.[0];
  if (!around || around === location.origin) return;
  const tell = () => parent.postMessage({ ballast: "height", height: document.body.offsetHeight }, around);
  new ResizeObserver(tell).observe(document.body);
})();
