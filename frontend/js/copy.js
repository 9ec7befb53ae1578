// A button that copies what stands in a field; without scripts the field is there to be marked and copied by hand.
import { onBoot } from "./boot.js";

onBoot("[data-copy]", (button) => {
  const field = document.querySelector(button.dataset.copy);
  if (!field) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    const said = button.closest("section")?.querySelector("[data-copied]");
    if (said) said.hidden = false;
  });
});
