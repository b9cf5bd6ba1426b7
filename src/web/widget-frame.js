// In the widget's frame: Escape closes it, and whoever comes in is led to the answer or the box.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && parent !== window) parent.postMessage("kenes:close", "*");
});

function lead() {
  if (document.activeElement !== document.body) return;
  (document.querySelector("#answer") ?? document.querySelector("textarea"))?.focus();
}

// A frame of another site may not take the focus by itself: it comes with the site's own press.
addEventListener("focus", lead);
lead();
