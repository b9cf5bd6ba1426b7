// Shows the buttons that need a script, and does what they say. The page says everything without it.
for (const button of document.querySelectorAll("button[data-copy], button[data-print]")) button.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button?.hasAttribute("data-print")) window.print();
  const text = button?.dataset.copy && document.getElementById(button.dataset.copy);
  if (!text) return;
  const status = button.closest(".cite")?.querySelector("[role=status]");
  const copied = await copy(text);
  if (status) status.textContent = copied ? status.dataset.copied : status.dataset.byHand;
});

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
