// Tables: choosing rows, and the words that make blocks of rows at 360 px still a table to a screen reader.
import { onBoot } from "./boot.js";

onBoot("form[data-bulk], [data-bulk]", (scope) => {
  const bar = scope.querySelector(".bulk");
  const all = scope.querySelector("[data-choose-all]");
  const none = scope.querySelector("[data-choose-none]");
  const count = scope.querySelector("[data-chosen-count]");
  const boxes = () => [...scope.querySelectorAll("[data-choose]")];
  const show = () => {
    const rows = boxes();
    const chosen = rows.filter((box) => box.checked).length;
    bar?.classList.toggle("is-on", chosen > 0);
    if (count) count.textContent = String(chosen);
    if (all) {
      all.checked = chosen > 0 && chosen === rows.length;
      all.indeterminate = chosen > 0 && chosen < rows.length;
    }
  };
  let last = null;
  scope.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-choose]");
    if (!box) return;
    if (event.shiftKey && last) {
      const rows = boxes();
      const [from, to] = [rows.indexOf(last), rows.indexOf(box)].sort((a, b) => a - b);
      for (const row of rows.slice(from, to + 1)) row.checked = box.checked;
    }
    last = box;
    show();
  });
  scope.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked;
    show();
  });
  none?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of boxes()) box.checked = false;
    if (all) all.checked = false;
    show();
    all?.focus();
  });
  show();
});

const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
onBoot("table.table:not(.table-stay)", (table) => {
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td")]) {
    if (!part.hasAttribute("role")) part.setAttribute("role", ROLES[part.tagName]);
  }
  for (const head of table.querySelectorAll("th")) {
    head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
  }
});

// The chosen tab is scrolled into its strip, not the page.
onBoot(".tabs", (strip) => {
  const current = strip.querySelector("[aria-current]");
  if (current && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = Math.max(0, current.offsetLeft - strip.offsetLeft - 32);
});
