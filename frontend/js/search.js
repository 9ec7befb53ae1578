// The list under the header's search field: arrows choose, Enter opens, Escape closes. Without it the form opens the page.
import { onBoot } from "./boot.js";

onBoot("[data-search-in]", (input) => {
  const box = document.getElementById("search-found");
  const said = document.getElementById("search-said");
  if (!box) return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", "search-found");
  input.setAttribute("aria-expanded", "false");
  const options = () => [...box.querySelectorAll("[role=option]")];
  const chosen = () => box.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    box.hidden = true;
    choose(null);
    input.setAttribute("aria-expanded", "false");
  }

  function open() {
    const list = box.querySelector("[role=listbox]");
    if (!list || document.activeElement !== input) return close();
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", list.id);
    if (said) said.textContent = list.dataset.said;
  }

  new MutationObserver(open).observe(box, { childList: true });
  input.addEventListener("focus", open);
  input.addEventListener("input", () => choose(null));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      return close();
    }
    if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      return location.assign(chosen().href);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (box.hidden) open();
    const all = options();
    if (!all.length) return;
    event.preventDefault();
    const at = all.indexOf(chosen());
    const step = event.key === "ArrowDown" ? 1 : -1;
    // One step beyond either end is the field itself.
    choose(all[at < 0 && step < 0 ? all.length - 1 : at + step]);
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target) && event.target !== input) close();
  });
  input.addEventListener("blur", () => setTimeout(() => box.contains(document.activeElement) || close(), 200));
});
