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

  const severities = byId("severities");
  if (severities) {
    severities.hidden = false;
    severities.addEventListener("change", () => {
      const chosen = new FormData(severities).get("severity");
      for (const item of document.querySelectorAll("#findings > .findings > li")) {
        item.hidden = chosen !== "all" && !item.classList.contains(chosen);
      }
    });
  }

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

  // A link must reach its row even where a filter or a closed pair hides it. A finding lies in the row above its line.
  const light = (goal) => {
    for (const mark of document.querySelectorAll("mark.now")) mark.classList.remove("now");
    if (!goal.matches(".issues li")) return;
    for (const mark of goal.closest("tr").previousElementSibling.querySelectorAll("mark")) {
      mark.classList.toggle("now", mark.dataset.findings.split(" ").includes(goal.id));
    }
  };
  const reveal = () => {
    const goal = byId(decodeURIComponent(location.hash.slice(1)));
    const pair = goal?.closest("details.pair");
    if (!pair) return;
    light(goal);
    pair.open = true;
    const issue = goal.closest("tr.issues");
    const row = issue ? issue.previousElementSibling : goal;
    if (row.hidden || pair.hidden) {
      form.reset();
      apply();
    }
    if (issue) {
      row.scrollIntoView({ block: "center" });
      goal.focus({ preventScroll: true });
    } else row.scrollIntoView();
  };
  // Following the same link twice does not change the address.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) { event.preventDefault(); reveal(); }
    const mark = event.target.closest("mark[data-findings]");
    if (mark && getSelection().isCollapsed) location.hash = mark.dataset.findings.split(" ")[0];
  });
  addEventListener("hashchange", reveal);
  apply();
  if (location.hash) reveal();
})();
