// Two things on the pages of accounts: passkeys, which no browser offers without a script, and forms that are sent once.
"use strict";

(() => {
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // 1. What the server sends in letters, the browser wants in bytes; and the other way round.
  const withBytes = ({ publicKey }) => ({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      ...(publicKey.user && { user: { ...publicKey.user, id: toBytes(publicKey.user.id) } }),
      ...Object.fromEntries(["allowCredentials", "excludeCredentials"].filter((list) => publicKey[list])
        .map((list) => [list, publicKey[list].map((key) => ({ ...key, id: toBytes(key.id) }))])),
    },
  });
  const inLetters = (credential) => {
    const answer = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) answer[part] = toText(credential.response[part]);
    }
    if (credential.response.getTransports) answer.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: answer,
      authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  // 2. Asks the server what to ask, asks the passkey, and sends its answer with the form.
  const ask = async (part, form) => {
    const token = new FormData();
    token.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const options = await fetch(part.dataset.options, { method: "POST", body: token });
    if (!options.ok) throw new Error(options.statusText);
    form.elements.credential.value = inLetters(await navigator.credentials[part.dataset.passkey](withBytes(await options.json())));
    form.submit();
  };
  for (const part of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
    const form = part.querySelector("form");
    const failed = part.querySelector("[data-passkey-error]");
    part.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      failed.hidden = true;
      ask(part, form).catch(() => { failed.hidden = false; });
    });
  }

  // 3. A second click does nothing; coming back to the page gives the form back.
  const sent = new Set();
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (sent.has(form)) event.preventDefault();
      sent.add(form);
    });
  }
  window.addEventListener("pageshow", () => sent.clear());
})();
