// What the desk adds where there is script: drafts save themselves, lists and cases tell of news.
// Everything works without it.

const PULSE_MS = 5000;
const SAVE_AFTER_MS = 1500;

const draft = document.querySelector("#draft");
const saved = document.querySelector("#saved");
const { about } = document.body.dataset;
let { pulse } = document.body.dataset;
let typed = false;
let saving;

async function save() {
  const body = new URLSearchParams(new FormData(draft));
  typed = false;
  try {
    const reply = await fetch(draft.action, { method: "POST", body, headers: { accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const made = await reply.json();
    draft.elements.version.value = String(made.version);
    pulse = String(made.pulse);
    saved.textContent = saved.dataset.saved;
  } catch {
    typed = true;
    saved.textContent = saved.dataset.failed;
  }
}

draft?.addEventListener("input", () => {
  typed = true;
  clearTimeout(saving);
  saving = setTimeout(save, SAVE_AFTER_MS);
});
draft?.addEventListener("submit", () => {
  typed = false;
  clearTimeout(saving);
});
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

async function showNews() {
  const live = document.querySelector("#live");
  if (!live) {
    document.querySelector("#news")?.removeAttribute("hidden");
    return;
  }
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const part of ["#live", ".tabs"]) {
    const [now, then] = [document.querySelector(part), page.querySelector(part)];
    if (now && then && !now.contains(document.activeElement)) now.replaceWith(then);
  }
}

async function listen() {
  if (document.visibilityState === "hidden") return;
  try {
    const reply = await fetch(about ? `/desk/pulse?about=${about}` : "/desk/pulse", {
      headers: { accept: "application/json" },
      redirect: "error",
    });
    const now = String((await reply.json()).pulse);
    if (now === pulse) return;
    pulse = now;
    await showNews();
  } catch {
    // The next round asks again; a session that ended is told when the page is used.
  }
}
if (document.querySelector("#live, #news")) setInterval(listen, PULSE_MS);
