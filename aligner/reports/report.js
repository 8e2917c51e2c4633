"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  const themes = ["auto", "light", "dark"];
  const themeButton = byId("theme");
  const remembered = () => { try { return localStorage.getItem("aligner-theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("aligner-theme", theme); } catch { /* private window */ } };
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
    themeButton.textContent = `Theme: ${theme}`;
  };
  show(themes.includes(remembered()) ? remembered() : "auto");
  themeButton.hidden = false;
  themeButton.addEventListener("click", () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    show(next);
    remember(next);
  });

  // A tooltip can be sent away without moving the pointer or the focus, and comes back with the next move.
  const quiet = (on) => document.body.classList.toggle("quiet", on);
  addEventListener("keydown", (event) => quiet(event.key === "Escape"));
  addEventListener("pointerover", () => quiet(false));

  const form = byId("filters");
  if (!form) return;
  form.hidden = false;
  const pairs = [...document.querySelectorAll("details.pair")].map((element) => ({
    element,
    rows: [...element.querySelectorAll("tr.bead")].map((row) => ({ row, text: null })),
  }));
  const total = pairs.reduce((sum, pair) => sum + pair.rows.length, 0);
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const textOf = (entry) => entry.text ??= plain(
    [...entry.row.querySelectorAll(".source, .target")].map((cell) => cell.textContent).join(" ") + " " + entry.row.id);

  const apply = () => {
    const kind = new FormData(form).get("kind");
    const words = plain(byId("words").value);
    let found = 0;
    for (const { element, rows } of pairs) {
      let here = 0;
      for (const entry of rows) {
        const fits = (kind === "all" || entry.row.classList.contains(kind)) && (!words || textOf(entry).includes(words));
        entry.row.hidden = !fits;
        here += fits;
      }
      element.hidden = here === 0 && rows.length > 0;
      if (here && words) element.open = true;
      found += here;
    }
    byId("found").textContent = found === total ? "" : `${found} of ${total} rows`;
    byId("nothing").hidden = found > 0;
  };
  let waiting;
  form.addEventListener("change", apply);
  byId("words").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });

  byId("fold").addEventListener("click", (event) => {
    const open = event.target.textContent === "Expand all";
    for (const { element } of pairs) element.open = open;
    event.target.textContent = open ? "Collapse all" : "Expand all";
  });

  // A link must reach its row even where a filter or a closed pair hides it.
  const reveal = () => {
    const goal = byId(decodeURIComponent(location.hash.slice(1)));
    const pair = goal?.closest("details.pair");
    if (!pair) return;
    pair.open = true;
    if (goal.hidden || pair.hidden) {
      form.reset();
      apply();
    }
    goal.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  apply();
  if (location.hash) reveal();
})();
