// Kenes on another site: one button, and a frame that is fetched when it is pressed. The page's
// styles and Content-Security-Policy stop at the frame; nothing is stored at the visitor's.
(() => {
  const TEXTS = {};
  const STYLE = `
    :host { all: initial !important; position: fixed !important; right: 1rem !important; bottom: 1rem !important;
      z-index: 2147483000 !important; display: block !important; font: 16px/1.4 system-ui, sans-serif !important; }
    .panel { position: fixed; right: 1rem; bottom: 5rem; width: min(24rem, calc(100vw - 2rem));
      height: min(38rem, calc(100vh - 6.5rem)); display: flex; flex-direction: column; overflow: hidden;
      background: #fbfaf7; color: #1c2430; border: 1px solid #566070; border-radius: 12px;
      box-shadow: 0 8px 32px rgb(0 0 0 / 0.25); }
    .panel[hidden] { display: none; }
    iframe { flex: 1; width: 100%; border: 0; color-scheme: light dark; }
    a { padding: 1rem; color: inherit; }
    button { font: inherit; font-weight: 600; cursor: pointer; min-height: 44px; padding: 0.6rem 1.1rem; border: 0;
      border-radius: 22px; background: #0b6b6b; color: #fff; box-shadow: 0 2px 8px rgb(0 0 0 / 0.3); }
    .close { align-self: flex-end; border-radius: 0; background: none; color: inherit; box-shadow: none; }
    :focus-visible { outline: 3px solid #0b6b6b; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
    @media (prefers-color-scheme: dark) {
      .panel { background: #14181d; color: #eceff3; }
      button { background: #5cc8c4; color: #08211f; }
      .close { background: none; color: inherit; }
      :focus-visible { outline-color: #5cc8c4; box-shadow: 0 0 0 2px #14181d; }
    }
    @media (prefers-reduced-motion: no-preference) { button { transition: filter 0.1s; } }
    button:hover { filter: brightness(1.1); }`;

  const script = document.currentScript;
  if (!script || document.querySelector("kenes-widget")) return;
  const home = new URL(".", script.src).href;
  const known = (code) => Object.keys(TEXTS).find((language) => language === code?.slice(0, 2).toLowerCase());
  const language = known(script.dataset.lang) ?? known(document.documentElement.lang) ?? "kk";
  const texts = TEXTS[language];

  const host = document.createElement("kenes-widget");
  host.lang = language;
  const root = host.attachShadow({ mode: "open" });
  // A sheet made here is not the page's inline style: a strict policy lets it in.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
  }

  const panel = Object.assign(document.createElement("div"), { className: "panel", id: "panel", hidden: true });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", texts.title);
  const closer = Object.assign(document.createElement("button"), {
    type: "button",
    className: "close",
    textContent: texts.close,
  });
  const opener = Object.assign(document.createElement("button"), { type: "button", textContent: texts.open });
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "panel");
  panel.append(closer);
  root.append(panel, opener);
  let frame = null;

  function load() {
    frame = Object.assign(document.createElement("iframe"), {
      src: `${home}widget?lang=${language}`,
      title: texts.title,
      referrerPolicy: "no-referrer",
    });
    frame.addEventListener("load", () => frame?.focus());
    panel.append(frame);
  }

  /** The page lets no frame of ours in: the same in a tab of its own. */
  function leave() {
    const link = Object.assign(document.createElement("a"), {
      href: `${home}?lang=${language}`,
      target: "_blank",
      rel: "noopener",
      textContent: texts.whole,
    });
    frame.remove();
    frame = null;
    panel.append(link);
    link.focus();
  }

  function setOpen(open) {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return opener.focus();
    if (!frame && !panel.querySelector("a")) load();
    else frame?.focus();
  }

  opener.addEventListener("click", () => setOpen(panel.hidden));
  closer.addEventListener("click", () => setOpen(false));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) setOpen(false);
  });
  addEventListener("message", (event) => {
    if (event.data === "kenes:close" && frame && event.source === frame.contentWindow) setOpen(false);
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    const blocked = /^(?:frame|child|default)-src/.test(event.effectiveDirective);
    if (frame && blocked && home.startsWith(new URL(event.blockedURI, home).origin)) leave();
  });
  if (document.body) document.body.append(host);
  else addEventListener("DOMContentLoaded", () => document.body.append(host));
})();
