// A session that ends while somebody types must not cost them the text: forms with data-keep are kept in this tab
// until they are sent, and come back after the log-in page stood between.
import { onBoot } from "./boot.js";

const PREFIX = "draft:";
const GATE = "draft-gate";
const key = (form) => `${PREFIX}${location.pathname}#${form.dataset.keep || form.id || "form"}`;
const gate = document.documentElement.hasAttribute("data-gate");
if (gate) sessionStorage.setItem(GATE, "1");
const returned = !gate && sessionStorage.getItem(GATE) === "1";
if (!gate) sessionStorage.removeItem(GATE);

const kept = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit", "button"].includes(field.type);

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ??= []).push(field.value);
    } else if (field.multiple) values[field.name] = [...field.selectedOptions].map((option) => option.value);
    else (values[field.name] ??= []).push(field.value);
  }
  return values;
}

function write(form, values) {
  const seen = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const found = values[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = found.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = found.includes(option.value);
    else {
      const at = (seen[field.name] = (seen[field.name] ?? -1) + 1);
      if (found[at] !== undefined) field.value = found[at];
    }
  }
}

onBoot("form[data-keep]", (form) => {
  const name = key(form);
  const stored = sessionStorage.getItem(name);
  if (stored && returned) {
    write(form, JSON.parse(stored));
    const notice = form.querySelector("[data-kept-notice]");
    if (notice) notice.hidden = false;
  } else if (stored) sessionStorage.removeItem(name);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => sessionStorage.setItem(name, JSON.stringify(read(form))), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sessionStorage.setItem(name, JSON.stringify(read(form)));
  });
});

// Logging out on purpose leaves nothing behind in the tab.
onBoot("form[data-log-out]", (form) => form.addEventListener("submit", () => sessionStorage.clear()));
