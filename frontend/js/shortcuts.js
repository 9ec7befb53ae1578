// Ctrl-K always finds the search; single keys only where the person has not switched them off.
const single = () => document.body.dataset.shortcuts !== "off";
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

function search() {
  const field = [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent !== null);
  if (field) {
    field.focus();
    field.select();
    return true;
  }
  const link = document.querySelector("a[data-search-page]");
  if (link) location.assign(link.href);
  return Boolean(link);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    if (search()) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !single()) return;
  if (event.key === "/" && search()) event.preventDefault();
  if (event.key === "n" || event.key === "N") {
    const link = document.querySelector("[data-new-contact]");
    if (!link) return;
    event.preventDefault();
    if (link.matches("input, textarea")) link.focus();
    else location.assign(link.href);
  }
});
