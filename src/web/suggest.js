// Questions and headings that go on from what is typed. They lie over the page, so nothing moves;
// the page works without them.

const WAIT_MS = 200;

const box = document.querySelector("textarea[data-suggest]");
const list = document.createElement("ul");
let waiting;

function close() {
  list.remove();
}

async function suggest() {
  const typed = box.value.trim();
  if (typed.length < 3 || typed.length > 200) return close();
  try {
    const reply = await fetch(`/suggest?q=${encodeURIComponent(typed)}`);
    const { suggestions } = await reply.json();
    if (box.value.trim() === typed && document.activeElement === box)
      show(suggestions.filter((each) => each !== typed));
  } catch {
    close();
  }
}

function show(suggestions) {
  if (suggestions.length === 0) return close();
  list.replaceChildren(
    ...suggestions.map((text) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      const action = box.form.getAttribute("action");
      link.href = `${action}?q=${encodeURIComponent(text)}`;
      link.target = "_self";
      link.textContent = text;
      item.append(link);
      return item;
    }),
  );
  list.style.top = `${box.offsetTop + box.offsetHeight}px`;
  box.after(list);
}

if (box) {
  list.className = "suggestions";
  list.setAttribute("aria-label", box.dataset.suggest);
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, WAIT_MS);
  });
  // Down goes into the list, up and down through it, Escape out of it.
  box.form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && list.isConnected) {
      event.preventDefault();
      close();
      box.focus();
    } else if (event.key === "ArrowDown" && links.length > 0 && list.isConnected) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? box).focus();
    }
  });
  box.form.addEventListener("focusout", (event) => {
    if (!box.form.contains(event.relatedTarget)) close();
  });
}
