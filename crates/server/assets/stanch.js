// What a page does when script is on: clocks tick by the server's clock, news replaces regions by id, a form that is
// refused or cannot be sent keeps what was typed, and the theme changes at once. Every page is complete without it.
"use strict";
(() => {
  const live = document.getElementById("live");
  const words = live ? live.dataset : {};

  // ---- the server's clock --------------------------------------------------------------------------------------
  // Counted from the moment the page was made. The steady clock cannot be set back but stands still while a computer
  // sleeps; the wall clock runs on but can be set. Where they part, the later one holds until the server has told.
  let serverAt = Number(document.body.dataset.now) || Date.now();
  let steadyAt = performance.now();
  let wallAt = Date.now();
  let asked = -Infinity;
  const steady = () => performance.now() - steadyAt;
  const wall = () => Date.now() - wallAt;
  const parted = () => Math.abs(wall() - steady()) > 2000;
  const now = () => serverAt + (parted() ? Math.max(wall(), steady()) : steady());
  const setClock = (millis) => {
    if (Number.isFinite(millis)) { serverAt = millis; steadyAt = performance.now(); wallAt = Date.now(); }
  };
  async function askClock() {
    if (!parted() || performance.now() - asked < 10000) return;
    asked = performance.now();
    try {
      const answer = await fetch(location.href, { method: "HEAD", credentials: "same-origin", cache: "no-store" });
      setClock(Date.parse(answer.headers.get("date")) + 500);
      tickAll();
    } catch { /* the later clock holds */ }
  }
  // A page out of the browser's memory is as old as it is: ask anew instead of counting from a wrong moment.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const two = (value) => String(value).padStart(2, "0");
  function span(seconds) {
    const sign = seconds < 0 ? "\u2212" : "";
    const total = Math.abs(seconds);
    const hours = Math.floor(total / 3600);
    const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
    if (hours < 100) return `${sign}${two(hours)}:${rest}`;
    return `${sign}${Math.floor(hours / 24)} ${words.days || "d"} ${two(hours % 24)}:${rest}`;
  }
  // A started second counts while there is time, and none is lent when there is none.
  const until = (due) => {
    const millis = due - now();
    return millis > 0 ? Math.ceil(millis / 1000) : Math.floor(millis / 1000);
  };
  const made = (kind, className, text) => Object.assign(document.createElement(kind), { className, textContent: text || "" });
  const write = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };

  // ---- clocks --------------------------------------------------------------------------------------------------
  const STATES = ["running", "soon", "late"];

  function turn(clock, state) {
    clock.classList.remove(...STATES);
    clock.classList.add(state);
    const place = clock.querySelector(".word");
    if (!place) return;
    place.replaceChildren();
    if (state !== "running") place.append(made("span", `pill ${state === "late" ? "bad" : "warn"}`, words[state] || state));
    const title = clock.querySelector("h3, .what");
    say(`${title ? title.textContent.trim() : ""}${words.comma || ", "}${words[state] || ""}`);
  }

  function tick(node) {
    const due = Number(node.dataset.due);
    write(node.querySelector("[data-tick]"), span(until(due)));
    if (node.classList.contains("task")) { node.classList.toggle("late", now() > due); return; }
    const from = Number(node.dataset.from);
    const fill = node.querySelector(".track .fill");
    if (fill) {
      const gone = due > from ? Math.min(1, Math.max(0, (now() - from) / (due - from))) : 1;
      fill.setAttribute("width", `${(gone * 100).toFixed(1)}%`);
    }
    if (node.classList.contains("will-start")) return;
    const state = now() > due ? "late" : now() >= Number(node.dataset.soon) ? "soon" : "running";
    if (!node.classList.contains(state)) turn(node, state);
  }

  function tickAll() {
    document.querySelectorAll("[data-due]").forEach(tick);
    document.querySelectorAll("[data-since]").forEach((node) =>
      write(node, span(Math.max(0, Math.floor((now() - Number(node.dataset.since)) / 1000)))));
  }
  function beat() {
    askClock();
    tickAll();
    setTimeout(beat, 1000 - (now() % 1000) + 5);
  }

  // Said aloud only on a change of state, never the seconds.
  function say(text) { if (live && text) live.textContent = text; }

  // ---- news ----------------------------------------------------------------------------------------------------
  // The page fetches itself; elements take the place of those with the same ids. What somebody is typing in is never
  // replaced under their hands: the news waits until the form is sent or cleared.
  const waiting = new Map();

  function dirty(region) {
    const controls = region.querySelectorAll("input:not([type=hidden]), textarea, select");
    return [...controls].some((control) => {
      if (control === document.activeElement && control.tagName !== "BUTTON") return true;
      if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
      if (control.tagName === "SELECT") return [...control.options].some((option) => option.selected !== option.defaultSelected);
      return control.type === "file" ? control.files.length > 0 : control.value !== control.defaultValue;
    });
  }

  function place(fresh) {
    const old = document.getElementById(fresh.id);
    if (!old) return;
    if (dirty(old)) {
      waiting.set(fresh.id, fresh);
      if (!old.querySelector(":scope > .waiting")) old.prepend(made("p", "waiting notice note", words.waiting));
      return;
    }
    waiting.delete(fresh.id);
    const name = (details) => details.id || details.querySelector("summary")?.textContent;
    const open = [...old.querySelectorAll("details[open]")].map(name);
    const fresher = document.importNode(fresh, true);
    fresher.querySelectorAll("details").forEach((details) => { if (open.includes(name(details))) details.open = true; });
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresher);
    if (fresh.id !== "main") fresher.classList.add("fresh");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    tickAll();
  }

  // The page as it is now, region by region where somebody is typing, else whole.
  let asking = false, again = false;
  async function refresh() {
    if (asking || uploading) { again = true; return; }
    asking = true; again = false;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store", headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected) connection("offline"); // Signed out meanwhile: nothing typed is taken away.
      else if (answer.ok) {
        setClock(Number(fresh.body.dataset.now));
        const main = document.getElementById("main");
        if (dirty(main)) fresh.querySelectorAll("#main > [id], #main .card[id]").forEach((one) => { if (one.id !== "part") place(one); });
        else { waiting.clear(); place(fresh.getElementById("main")); }
      }
    } catch { again = true; }
    asking = false; if (again) setTimeout(refresh, 1500);
  }

  addEventListener("focusout", () => setTimeout(() => [...waiting.values()].forEach(place), 0));
  function connection(state) {
    const text = state === "offline" ? `▲ ${words.offline || ""}` : "";
    document.querySelectorAll("[data-connection]").forEach((node) => { node.dataset.connection = state; write(node, text); });
    say(text);
  }

  function listen(address) {
    const news = new EventSource(address);
    let lost = false;
    news.addEventListener("open", () => { if (lost) { lost = false; connection("online"); say(words.online); refresh(); } });
    news.addEventListener("changed", refresh);
    news.addEventListener("error", () => {
      if (!lost) { lost = true; connection("offline"); }
      // A browser that has given up does not try again by itself.
      if (news.readyState === EventSource.CLOSED) setTimeout(() => { news.close(); listen(address); }, 5000);
    });
  }

  // ---- forms ---------------------------------------------------------------------------------------------------
  const anyDirty = () => [...document.querySelectorAll("form[data-keep]")].some((form) => !form.dataset.sent && dirty(form));

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    const held = [...form.querySelectorAll("button:not([disabled])")];
    held.forEach((one) => { one.disabled = true; });
    try {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html" } });
          if (answer.redirected && answer.ok) { form.dataset.sent = "yes"; if (answer.url === location.href.split("#")[0]) { form.reset(); location.reload(); } else location.assign(answer.url); return; }
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
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
    const wrong = fresher.querySelector("[aria-invalid=true], .error, .not-sent");
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
  addEventListener("beforeunload", (event) => { if (anyDirty()) event.preventDefault(); });

  // ---- uploads -------------------------------------------------------------------------------------------------
  // A form with files goes in pieces to the address in `data-pieces`; what was cut off goes on where the server says.
  const PIECE = 4 << 20, pause = (ms) => new Promise((done) => setTimeout(done, ms));
  let uploading = false;

  async function request(method, address, token, body) {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(address, { method, body, credentials: "same-origin", headers: { "X-Stanch-Token": token } }).catch(() => null);
      if (answer?.ok) return answer.json();
      if (answer && answer.status < 500) throw new Error(String(answer.status));
      connection("offline");
      await pause(Math.min(1000 * 2 ** tries, 15000));
    }
  }

  async function uploaded(file, base, token, told) {
    const { upload } = await request("POST", `${base}?${new URLSearchParams({ name: file.name, size: String(file.size) })}`, token);
    const address = `${base}/${upload}`;
    for (let at = 0; at < file.size;) {
      // Where a piece came twice or was lost, the server says which byte it waits for.
      const state = await request("POST", `${address}?at=${at}`, token, file.slice(at, at + PIECE));
      connection("online");
      if (state.stage === "failed") break; else at = state.received;
      told(file, at);
    }
    await request("POST", address, token);
    while ((await request("GET", address, token)).stage === "running") await pause(300);
  }

  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.pieces || event.defaultPrevented) return;
    event.preventDefault();
    const button = form.querySelector("button[type=submit]"), told = (file, at) => { button.textContent = `${file.name} · ${Math.floor((100 * at) / Math.max(file.size, 1))} %`; };
    button.disabled = uploading = true;
    try {
      for (const file of form.querySelector("input[type=file]").files) {
        told(file, 0);
        await uploaded(file, form.dataset.pieces, form.elements.csrf.value, told);
      }
      location.assign(form.dataset.done);
    } catch { unsent(form, null); button.disabled = uploading = false; }
  });

  // ---- theme ---------------------------------------------------------------------------------------------------
  addEventListener("click", (event) => {
    const button = event.target.closest("button[name=theme]");
    if (!button) return;
    event.preventDefault();
    if (button.value === "system") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.dataset.theme = button.value;
    document.querySelectorAll("button[name=theme]").forEach((one) => one.setAttribute("aria-pressed", String(one.value === button.value)));
    const body = new URLSearchParams(new FormData(button.form, button));
    fetch(button.form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => {});
  });

  document.querySelectorAll("[data-show]").forEach((show) => { show.hidden = false; show.addEventListener("change", () => show.closest("form").querySelectorAll("input[autocomplete=new-password]").forEach((one) => { one.type = show.firstChild.checked ? "text" : "password"; })); });
  // A menu that lies over the page closes with Escape and with a click beside it.
  const floating = "details.menu[open], details.user[open]";
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(floating).forEach((one) => { one.open = false; if (one.contains(document.activeElement)) one.querySelector("summary").focus(); });
  });
  addEventListener("click", (event) => {
    document.querySelectorAll(floating).forEach((one) => { if (!one.contains(event.target)) one.open = false; });
  });

  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => { tab.closest(".tabs").scrollLeft = tab.offsetLeft - 60; }); beat();
  if (document.body.dataset.live && "EventSource" in window) listen(document.body.dataset.live);
})();
