// The server's clock, and the clocks that tick by it.
const live = document.getElementById("live");
const words = live ? live.dataset : {};

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
