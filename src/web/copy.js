// Shows the buttons that need a script, and does what they say. The page says everything without it.
for (const button of document.querySelectorAll("button[data-copy], button[data-print], button[data-share]")) {
  button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button?.hasAttribute("data-print")) window.print();
  if (button?.hasAttribute("data-share")) await share(button);
  const text = button?.dataset.copy && document.getElementById(button.dataset.copy);
  if (!text) return;
  const status = button.closest(".cite")?.querySelector("[role=status]");
  const copied = await copy(text);
  if (status) status.textContent = copied ? status.dataset.copied : status.dataset.byHand;
});

/** What is closed on the screen is open on paper. */
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("article details")) {
    if (!details.closest(".cite")) details.open = true;
  }
});

/** The question's own address, without the one before: the telephone's way to share it, else the clipboard. */
async function share(button) {
  const url = new URL(location.href);
  for (const name of ["previous", "at"]) url.searchParams.delete(name);
  const status = button.parentElement?.querySelector("[role=status]");
  try {
    if (navigator.share) return await navigator.share({ url: url.href, title: document.title });
    await navigator.clipboard.writeText(url.href);
    if (status) status.textContent = status.dataset.copied;
  } catch {
    // Closed by whoever opened it, or no clipboard: the address bar has the link.
  }
}

/** The clipboard is closed to a page that came over plain HTTP: then the old way, then by hand. */
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    for (let node = element; node; node = node.parentElement) if (node instanceof HTMLDetailsElement) node.open = true;
    window.getSelection()?.selectAllChildren(element);
    return document.execCommand("copy");
  }
}
