// Passkeys: the browser's own dialogue between the button and the form. Needs `webauthnJSON`, which the log-in
// library ships and its pages load. The form is hidden until this runs: without scripts there are no passkeys.
import { onBoot } from "./boot.js";

const json = (id) => JSON.parse(document.getElementById(id).textContent);

async function optionsOf(form) {
  if (form.dataset.passkey !== "login") return json("js_data");
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error("no options");
  return response.json();
}

async function credentialOf(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey !== "add") return window.webauthnJSON.get(options.request_options);
  const creation = options.creation_options;
  const alone = form.elements.passwordless?.checked ?? false;
  const wanted = creation.publicKey.authenticatorSelection;
  wanted.residentKey = alone ? "required" : "discouraged";
  wanted.requireResidentKey = alone;
  if (alone) wanted.userVerification = "required";
  return window.webauthnJSON.create(creation);
}

onBoot("form[data-passkey]", (form) => {
  form.hidden = false;
  const failed = form.querySelector("[data-passkey-failed]");
  form.querySelector("[data-passkey-button]").addEventListener("click", async () => {
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credentialOf(form));
    } catch {
      failed.hidden = false;
      return;
    }
    form.submit();
  });
});
