"use strict";
(() => {
  // Sorting: a button in each column's head; aria-sort says which and how.
  const value = (row, column) => {
    const cell = row.cells[column], sort = cell.dataset.sort;
    return sort === undefined ? cell.textContent.trim().toLowerCase() : Number(sort);
  };
  const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(h => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].map(row => ({ row, v: value(row, column) }));
      rows.sort((a, b) => down ? compare(b.v, a.v) : compare(a.v, b.v));
      table.tBodies[0].append(...rows.map(r => r.row));
    }));
  }

  // Filtering the operations.
  const form = document.querySelector(".filter"), shown = document.getElementById("shown");
  const rows = [...document.querySelectorAll("#ops tbody tr")];
  const field = id => document.getElementById(id);
  const matches = (row, words, kind, pkg, badge) =>
    words.every(w => row.dataset.search.includes(w)) &&
    (!kind || row.dataset.kind === kind) && (!pkg || row.dataset.package === pkg) &&
    (!badge || row.dataset.badge === badge || badge === "missing" && row.dataset.verdict === "unbounded");
  const filter = () => {
    const words = field("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = field("kind").value, pkg = field("package").value, badge = field("badge").value;
    let n = 0;
    for (const row of rows) {
      row.hidden = !matches(row, words, kind, pkg, badge);
      if (!row.hidden) n++;
    }
    shown.value = `${n} of ${rows.length} shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", e => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  filter();

  // A package or kind in the tables of coverage shows its operations.
  for (const button of document.querySelectorAll("button[data-filter]")) {
    button.addEventListener("click", () => {
      form.reset();
      field(button.dataset.by).value = button.dataset.filter;
      filter();
      field("operations").scrollIntoView();
      field("q").focus({ preventScroll: true });
    });
  }

  // A link to an operation that the filter hides shows it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  };
  window.addEventListener("hashchange", reveal);
})();
