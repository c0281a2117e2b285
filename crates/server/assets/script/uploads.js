// Uploads in pieces, which go on where they were cut off.
// A form with files goes in pieces to the address in `data-pieces`; what was cut off goes on where the server says.
const PIECE = 4 << 20, pause = (ms) => new Promise((done) => setTimeout(done, ms));
let uploading = false;

async function request(method, address, token, body) {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(address, { method, body, credentials: "same-origin", headers: { "X-Stanch-Token": token } }).catch(() => null);
    if (answer?.ok) return answer.json();
    if (answer && answer.status < 500) {
      const said = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".error");
      throw Object.assign(new Error(String(answer.status)), { said });
    }
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

// A server that was started anew knows nothing of what was on its way: it begins again. What it had counted already is
// the same file by its digest, and is not counted twice.
async function anew(...upload) {
  for (let tries = 1; ; tries += 1) {
    try { return await uploaded(...upload); } catch (fault) { if (fault.message !== "404" || tries === 3) throw fault; }
  }
}

// Who gives an upload up goes on to the page that says so.
addEventListener("submit", (event) => { if (event.target.matches("[data-cancel]")) uploading = false; });

const sent = new WeakSet();
addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.pieces || event.defaultPrevented) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]"), label = button.textContent;
  const told = (file, at) => { button.textContent = `${file.name} · ${Math.floor((100 * at) / Math.max(file.size, 1))} %`; };
  button.disabled = uploading = true;
  try {
    for (const file of form.querySelector("input[type=file]").files) {
      // Pressed again after one of several was not sent, the others are not sent twice.
      if (sent.has(file)) continue;
      told(file, 0);
      await anew(file, form.dataset.pieces, form.elements.csrf.value, told);
      sent.add(file);
    }
    uploading = false;
    location.assign(form.dataset.done);
  } catch (fault) {
    unsent(form, fault.said || null);
    write(button, label);
    button.disabled = uploading = false;
  }
});
