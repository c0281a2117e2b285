// The theme, menus that lie over the page, and the beginning.
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

// A password that is being chosen may be looked at.
document.querySelectorAll("[data-show]").forEach((show) => {
  const secrets = show.closest("form").querySelectorAll("input[autocomplete=new-password]");
  show.hidden = false;
  show.addEventListener("change", () => secrets.forEach((one) => { one.type = show.firstChild.checked ? "text" : "password"; }));
});

// A menu that lies over the page closes with Escape and with a click beside it.
const floating = "details.menu[open], details.user[open]";
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(floating).forEach((one) => { one.open = false; if (one.contains(document.activeElement)) one.querySelector("summary").focus(); });
});
addEventListener("click", (event) => {
  document.querySelectorAll(floating).forEach((one) => { if (!one.contains(event.target)) one.open = false; });
});

document.querySelectorAll(".tabs [aria-current]").forEach((tab) => { tab.closest(".tabs").scrollLeft = tab.offsetLeft - 60; });
beat();
if (document.body.dataset.live && "EventSource" in window) listen(document.body.dataset.live);
