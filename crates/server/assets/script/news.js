// News: what changed takes the place of what stands, but never under somebody's hands.
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

const REGIONS = "#main > [id]:not(#part), #main .card[id], #main .proposal[id]";

// Told where somebody is typing: what stands there now waits, and so does what is no longer there.
function tellWaiting(region) {
  if (!region.querySelector(":scope > .waiting")) region.prepend(made("p", "waiting notice note", words.waiting));
}

// What a person is typing into stands once: a region that offers the same form elsewhere comes without it.
function imported(fresh, old) {
  const fresher = document.importNode(fresh, true);
  fresher.querySelectorAll("form[id]").forEach((form) => {
    const theirs = document.getElementById(form.id);
    if (theirs && !old?.contains(theirs) && dirty(theirs)) (form.closest("details") || form).remove();
  });
  return fresher;
}

function placeRegions(fresh) {
  document.querySelectorAll(REGIONS).forEach((old) => {
    if (fresh.getElementById(old.id)) return;
    if (dirty(old)) tellWaiting(old); else old.remove();
  });
  for (const one of fresh.querySelectorAll(REGIONS)) {
    if (document.getElementById(one.id)) { place(one); continue; }
    const beside = (sibling) => sibling?.id && document.getElementById(sibling.id);
    const next = beside(one.nextElementSibling), before = beside(one.previousElementSibling);
    if (next) next.before(imported(one)); else before?.after(imported(one));
  }
}

function place(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old) return;
  if (dirty(old)) {
    waiting.set(fresh.id, fresh);
    tellWaiting(old);
    return;
  }
  waiting.delete(fresh.id);
  const name = (details) => details.id || details.querySelector("summary")?.textContent;
  const open = [...old.querySelectorAll("details[open]")].map(name);
  const fresher = imported(fresh, old);
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
  if (asking) { again = true; return; }
  asking = true; again = false;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store", headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected) connection("offline"); // Signed out meanwhile: nothing typed is taken away.
    else if (answer.ok) {
      setClock(Number(fresh.body.dataset.now));
      const main = document.getElementById("main"), coming = fresh.getElementById("coming");
      // The page that sends a file stays as it is, but for how far it has come.
      if (uploading) { if (coming) place(coming); } else if (dirty(main)) placeRegions(fresh);
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
