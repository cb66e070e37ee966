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

  makeSortable(document);
})();
