// Messages can be put away; answers of htmx that mean "the whole page changed" are followed.
import { onBoot } from "./boot.js";

onBoot("[data-dismiss]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => button.closest(".alert").remove());
});

// A request that failed on the way says so in words, where the reader is.
document.addEventListener("htmx:error", () => {
  const notice = document.querySelector("[data-offline]");
  if (notice) notice.hidden = false;
});
document.addEventListener("htmx:after:request", () => {
  const notice = document.querySelector("[data-offline]");
  if (notice) notice.hidden = true;
});
