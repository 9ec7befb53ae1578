// The side navigation: folded to icons on wide screens (kept in a cookie so that the server draws it so),
// a drawer on narrow ones (a :target link before this script runs).
import { onBoot } from "./boot.js";

const FOLDED = "is-folded";

onBoot("[data-fold]", (button) => {
  const show = () => {
    const folded = document.body.classList.contains(FOLDED);
    button.setAttribute("aria-expanded", String(!folded));
    button.querySelector("span").textContent = folded ? button.dataset.unfoldText : button.dataset.foldText;
    button.querySelector("use").setAttribute("href", folded ? button.dataset.unfoldIcon : button.dataset.foldIcon);
  };
  button.addEventListener("click", () => {
    const folded = document.body.classList.toggle(FOLDED);
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `side=${folded ? "folded" : "open"}; path=/; max-age=31536000; samesite=lax${secure}`;
    show();
  });
  show();
});

onBoot("#side", (side) => {
  const opener = document.querySelector('a[href="#side"]');
  const closer = side.querySelector("[data-side-close]");
  if (!opener || !closer) return;
  const narrow = window.matchMedia("(max-width: 767px)");
  for (const link of [opener, closer]) link.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "side");

  const set = (shown) => {
    side.classList.toggle("is-open", shown);
    opener.setAttribute("aria-expanded", String(shown));
    for (const part of document.querySelectorAll("[data-behind-side]")) part.inert = shown;
    (shown ? closer : opener).focus();
  };
  const press = (shown) => (event) => {
    event.preventDefault();
    set(shown);
  };
  opener.addEventListener("click", press(true));
  closer.addEventListener("click", press(false));
  for (const link of [opener, closer]) {
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") press(link === opener)(event);
    });
  }
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && side.classList.contains("is-open")) set(false);
  });
  narrow.addEventListener("change", () => {
    if (side.classList.contains("is-open")) set(false);
  });
  if (location.hash === "#side") history.replaceState(null, "", location.pathname + location.search);
});
