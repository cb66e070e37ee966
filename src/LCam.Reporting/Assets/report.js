"use strict";
(() => {
  // Numbers stand before texts and dashes, whichever way a column is sorted.
  const number = cell => {
    const value = parseFloat(cell.dataset.sort ?? cell.textContent);
    return Number.isNaN(value) ? null : value;
  };

  const compare = (a, b, direction) => {
    const [x, y] = [number(a), number(b)];
    if (x !== null && y !== null) return direction * (x - y);
    if (x !== null || y !== null) return x === null ? 1 : -1;
    return direction * a.textContent.trim().localeCompare(b.textContent.trim(), "en");
  };

  const sort = (table, head) => {
    const column = [...head.parentNode.children].indexOf(head);
    const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter(row => row.cells.length > column);
      rows.sort((a, b) => compare(a.cells[column], b.cells[column], direction));
      body.append(...rows);
    }
  };

  const makeSortable = root => {
    for (const table of root.querySelectorAll("table.sortable")) {
      for (const head of table.tHead.rows[0].cells) {
        if (head.querySelector("button") || !head.textContent.trim()) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.addEventListener("click", () => sort(table, head));
        head.append(button);
      }
    }
  };

  // The tables of two runs: as the server writes them for the first pair.
  const compareRuns = () => {
    const place = document.getElementById("runs-data");
    if (!place) return;
    const { runs, environments } = JSON.parse(place.textContent);
    const selects = ["first", "second"].map(id => document.getElementById(id));
    const output = document.getElementById("differences");
    const isCode = path => ["program", "build"].includes(path.split(".")[0]) || path.startsWith("git");
    const pick = (leaves, keep) => Object.fromEntries(Object.entries(leaves).filter(([path]) => keep(path)));

    const element = (name, text, attributes = {}) => {
      const made = document.createElement(name);
      if (text !== undefined) made.textContent = text;
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };

    const code = text => {
      const cell = element("td");
      cell.append(element("code", text));
      return cell;
    };

    const part = (title, a, b) => {
      const section = element("section", undefined, { "data-differences": title });
      section.append(element("h2", title));
      const paths = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
        .map(path => [path, a[path] ?? "(none)", b[path] ?? "(none)"]).filter(([, x, y]) => x !== y);
      if (paths.length === 0) {
        section.append(element("p", "The same."));
        return section;
      }
      const region = element("div", undefined, { class: "scroll", role: "region", tabindex: "0", "aria-label": `${title} that differ` });
      const table = element("table", undefined, { class: "sortable" });
      table.append(element("caption", `${title} that differ`));
      const head = table.createTHead().insertRow();
      for (const name of ["What", "First", "Second"]) head.append(element("th", name, { scope: "col" }));
      const body = table.createTBody();
      for (const [path, x, y] of paths) {
        const row = body.insertRow();
        row.append(element("th", path, { scope: "row" }), code(x), code(y));
      }
      region.append(table);
      section.append(region);
      return section;
    };

    const show = () => {
      const [a, b] = selects.map(select => runs[select.value]);
      const [x, y] = [environments[a.environment], environments[b.environment]];
      const line = element("p");
      line.append(element("bdi", a.label), " (", element("code", a.id), ") → ", element("bdi", b.label), " (", element("code", b.id), ")");
      output.replaceChildren(
        line,
        part("Settings", a.settings, b.settings),
        part("Code", pick(x, isCode), pick(y, isCode)),
        part("Environment", pick(x, path => !isCode(path)), pick(y, path => !isCode(path))),
        part("Outcome", a.outcome, b.outcome),
        part("Metrics", a.metrics, b.metrics));
      makeSortable(output);
    };

    const shown = [...output.querySelectorAll("p code")].map(id => runs.findIndex(run => run.id === id.textContent));
    for (const [index, select] of selects.entries()) {
      for (const kind of [...new Set(runs.map(run => run.kind))]) {
        const group = element("optgroup", undefined, { label: kind });
        runs.forEach((run, value) => { if (run.kind === kind) group.append(element("option", run.label, { value })); });
        select.append(group);
      }
      select.value = shown[index];
      select.addEventListener("change", show);
    }
    document.getElementById("pair").hidden = false;
  };

  // Puts what the server says now in the place of what it said, sorted and focused as it was.
  const refresh = async () => {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const next = now.getElementById(part.id);
      if (!next) continue;
      const focusable = root => [...root.querySelectorAll("a, button, summary, [tabindex]")];
      const orders = [...part.querySelectorAll("table.sortable")].map(table => {
        const place = [...table.tHead.rows[0].cells].findIndex(head => head.hasAttribute("aria-sort"));
        return place < 0 ? null : [place, table.tHead.rows[0].cells[place].getAttribute("aria-sort")];
      });
      const focused = focusable(part).indexOf(document.activeElement);
      const fresh = document.importNode(next, true);
      part.replaceWith(fresh);
      makeSortable(fresh);
      [...fresh.querySelectorAll("table.sortable")].forEach((table, index) => {
        const head = orders[index] && table.tHead.rows[0].cells[orders[index][0]];
        while (head && head.getAttribute("aria-sort") !== orders[index][1]) sort(table, head);
      });
      if (focused >= 0) focusable(fresh)[focused]?.focus({ preventScroll: true });
    }
  };

  const follow = () => {
    const { events, root } = document.body.dataset;
    if (!events || !window.EventSource) return;
    let sequence = Number(document.body.dataset.sequence);
    new EventSource(events).addEventListener("message", async ({ data }) => {
      const state = JSON.parse(data);
      if (state.sequence !== sequence) {
        sequence = state.sequence;
        await refresh();
      }
      const line = document.getElementById("state-line");
      if (!line) return;
      if (line.textContent !== state.line) line.textContent = state.line;
      const progress = document.getElementById("progress");
      [progress.max, progress.value] = [state.count, state.done];
      const list = document.getElementById("running");
      list.hidden = state.running.length === 0;
      list.replaceChildren(...state.running.map(stage => {
        const [item, link, label] = ["li", "a", "bdi"].map(name => document.createElement(name));
        link.href = root + stage.path;
        label.textContent = stage.label;
        link.append(label);
        item.append(link, `: ${stage.progress}`);
        return item;
      }));
    });
  };

  makeSortable(document);
  compareRuns();
  follow();
})();
