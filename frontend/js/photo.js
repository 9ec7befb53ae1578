// A picture that is chosen is named on its button; the form is sent by the person, not by the choice.
import { onBoot } from "./boot.js";

onBoot(".file-button input[type=file]", (input) => {
  const label = input.closest(".file-button");
  const name = label.querySelector("[data-photo-name]");
  const before = name.textContent;
  input.addEventListener("change", () => {
    const file = input.files[0];
    label.classList.toggle("has-file", Boolean(file));
    name.textContent = file ? file.name : before;
  });
});
