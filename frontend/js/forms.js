// Forms: sent once, and not left by accident.
import { onBoot } from "./boot.js";

const RELEASE_AFTER = 5000;
let leaving = false;
const dirty = new Set();

onBoot("form", (form) => {
  if (form.method.toLowerCase() !== "post") return;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.classList.contains("is-sending")) {
      event.preventDefault();
      return;
    }
    leaving = true;
    form.classList.add("is-sending");
    form.setAttribute("aria-busy", "true");
    // An answer that is a file leaves the page standing: the form must be usable again.
    setTimeout(() => release(form), RELEASE_AFTER);
  });
});

// The way back from a sent form must find it usable.
window.addEventListener("pageshow", () => {
  leaving = false;
  for (const form of document.querySelectorAll("form.is-sending")) release(form);
});
document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});

function release(form) {
  leaving = false;
  form.classList.remove("is-sending");
  form.removeAttribute("aria-busy");
}

onBoot("form[data-confirm-leave]", (form) => {
  form.addEventListener("input", () => dirty.add(form));
  form.addEventListener("submit", () => dirty.delete(form));
});
window.addEventListener("beforeunload", (event) => {
  const changed = [...dirty].some((form) => form.isConnected);
  if (changed && !leaving) event.preventDefault();
});

// Filters and choices that are sent as soon as they change.
onBoot("[data-submit-on-change]", (field) => {
  field.addEventListener("change", () => field.form?.requestSubmit());
});

onBoot("input[type=file][data-drop]", (input) => {
  const zone = input.closest(".field") ?? input;
  for (const name of ["dragover", "dragenter"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-dropping");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-dropping"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
});

// A form that came back with errors: the summary is read first. The gallery, which shows one, stays where it is.
onBoot("[data-error-summary]", (summary) => {
  if (!summary.closest("[data-calm]")) summary.focus();
});
