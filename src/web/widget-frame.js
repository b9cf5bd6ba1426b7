// In the widget's frame: Escape closes it, and a screen reader is led to the answer.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && parent !== window) parent.postMessage("kenes:close", "*");
});
const answer = document.querySelector("#answer");
if (answer) answer.focus();
else document.querySelector("textarea")?.focus();
