// Forms that are refused, or cannot be sent, keep what was typed.
const anyDirty = () => [...document.querySelectorAll("form[data-keep]")].some((form) => !form.dataset.sent && dirty(form));

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const held = [...form.querySelectorAll("button:not([disabled])")];
  held.forEach((one) => { one.disabled = true; });
  try {
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html" } });
    if (answer.redirected && answer.ok) {
      form.dataset.sent = "yes";
      if (answer.url !== location.href.split("#")[0]) { location.assign(answer.url); return; }
      form.reset();
      location.reload();
      return;
    }
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    // The session is over: the form goes as it goes without script, and its words come back after signing in.
    if (parsed.getElementById("sign-in")) { goWhole(form, button); return; }
    if (!refused(form, parsed, answer)) unsent(form, parsed.querySelector(".error, main > .notice [role=alert]"));
    // What others did meanwhile was shown: sent again, it goes on from there.
    const seen = parsed.querySelector("input[name=seen]");
    if (seen && form.elements.seen) form.elements.seen.value = seen.value;
  } catch {
    unsent(form, null);
  } finally {
    held.forEach((one) => { one.disabled = false; });
  }
}

function goWhole(form, button) {
  form.dataset.sent = "yes";
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  HTMLFormElement.prototype.submit.call(form);
}

// The refused form comes back under its id, with its faults; what was typed stays as it was typed.
function refused(form, parsed, answer) {
  const fresh = form.id && parsed.getElementById(form.id);
  if (!fresh || answer.ok) {
    // Done, and the answer says something that is shown once: it takes the place of the page.
    if (answer.ok) { document.body.replaceWith(document.importNode(parsed.body, true)); scrollTo(0, 0); return true; }
    return false;
  }
  const typed = new Map([...form.elements].filter((one) => one.name && "value" in one && one.type !== "hidden")
    .map((one) => [`${one.name}\u0000${one.type === "radio" || one.type === "checkbox" ? one.value : ""}`, one]));
  const fresher = document.importNode(fresh, true);
  form.replaceWith(fresher);
  for (const one of fresher.elements) {
    const before = typed.get(`${one.name}\u0000${one.type === "radio" || one.type === "checkbox" ? one.value : ""}`);
    if (!before || one.type === "hidden" || one.tagName === "BUTTON") continue;
    if (one.type === "radio" || one.type === "checkbox") one.checked = before.checked;
    else one.value = before.value;
  }
  const alert = parsed.querySelector("main > .notice [role=alert]");
  if (alert) unsent(fresher, alert);
  const wrong = fresher.querySelector("[aria-invalid=true], .error, .not-sent, [role=alert]");
  if (wrong) { wrong.setAttribute("tabindex", wrong.matches("input,textarea,select") ? "0" : "-1"); wrong.focus(); }
  return true;
}

function unsent(form, error) {
  form.querySelector(":scope > .not-sent")?.remove();
  const note = made("div", error ? "not-sent" : "not-sent error", error ? "" : `▲ ${words.unsent || ""}`);
  if (error) note.append(document.importNode(error, true));
  note.setAttribute("role", "alert");
  form.prepend(note);
  note.scrollIntoView({ block: "nearest" });
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-keep]") || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter || undefined);
});
addEventListener("beforeunload", (event) => { if (uploading || anyDirty()) event.preventDefault(); });
