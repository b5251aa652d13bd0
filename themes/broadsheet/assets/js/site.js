/* What pages do beyond showing: fragments, the choice of light or dark, live updates, embeds. All is there without it. */
(() => {
  const words = document.currentScript.dataset;
  const root = document.documentElement;

  const make = (name, values, parent) => {
    const made = Object.assign(document.createElement(name), values);
    if (parent) parent.append(made);
    return made;
  };

  const fetched = async (address) => {
    const answer = await fetch(address, { cache: "no-cache" });
    return answer.ok ? answer.text() : "";
  };

  // A fragment that is empty, or can't be fetched, leaves what stands in its place.
  for (const place of document.querySelectorAll("[data-fragment]")) {
    fetched(place.dataset.fragment).then((text) => {
      if (text.trim()) place.innerHTML = text;
    }, () => {});
  }

  const modes = ["auto", "light", "dark"];
  const kept = () => {
    try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; }
  };
  const show = (mode) => {
    if (mode === "auto") root.removeAttribute("data-theme");
    else root.dataset.theme = mode;
  };
  show(kept());
  const foot = document.querySelector(".foot .wrap");
  if (foot) {
    const button = make("button", { type: "button", className: "theme" }, foot);
    const name = (mode) => { button.textContent = words.theme + ": " + words[mode]; };
    name(kept());
    button.addEventListener("click", () => {
      const mode = modes[(modes.indexOf(kept()) + 1) % modes.length];
      try { localStorage.setItem("theme", mode); } catch { /* it lasts for this page, then */ }
      show(mode);
      name(mode);
    });
  }

  // New entries wait until the reader asks for them: nothing moves under the eyes.
  const live = document.querySelector("[data-live]");
  if (live) {
    const news = make("p", { className: "live-news", role: "status" });
    live.querySelector(".live-bar").append(news);
    let waiting = [];
    const look = async () => {
      if (document.hidden) return;
      const page = new DOMParser().parseFromString(await fetched(location.pathname), "text/html");
      const entries = [...page.querySelectorAll(".live-entry")];
      const fresh = entries.filter((entry) => !document.getElementById(entry.id));
      if (!fresh.length || fresh.length === waiting.length) return;
      waiting = fresh;
      news.textContent = "";
      const text = words.updates.replace("{n}", fresh.length);
      make("button", { type: "button", textContent: text }, news).addEventListener("click", () => {
        live.querySelector(".live-entries").prepend(...waiting);
        const first = waiting[0];
        waiting = [];
        news.textContent = "";
        first.tabIndex = -1;
        first.focus();
      });
    };
    setInterval(() => look().catch(() => {}), 60000);
  }

  // Nothing is asked of another host before the reader says so.
  for (const figure of document.querySelectorAll("figure.embed[data-embed]")) {
    const address = new URL(figure.dataset.embed, location.href);
    const link = figure.querySelector("a");
    if (!link || address.protocol !== "https:") continue;
    const label = words.embed.replace("{host}", address.host);
    const button = make("button", { type: "button", textContent: label }, figure);
    button.addEventListener("click", () => {
      const frame = make("iframe", { src: address.href, title: link.textContent, allowFullscreen: true });
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      button.replaceWith(frame);
      frame.focus();
    });
  }

  // Without this the text can be selected and copied by hand.
  for (const place of document.querySelectorAll("[data-copy]")) {
    const text = place.querySelector("textarea");
    const button = make("button", { type: "button", textContent: place.dataset.copy }, place);
    text.addEventListener("focus", () => text.select());
    button.addEventListener("click", async () => {
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { return; }
      button.textContent = place.dataset.copied;
    });
  }
})();
