// Pages work without this file; it makes them quicker.
import "htmx.org";
import { onBoot, boot } from "./boot.js";
import "./menus.js";
import "./side.js";
import "./shortcuts.js";
import "./search.js";
import "./forms.js";
import "./drafts.js";
import "./lists.js";
import "./notices.js";
import "./copy.js";
import "./passkeys.js";
import "./photo.js";
import "./map.js";

document.documentElement.classList.add("js");
onBoot("[data-autofocus]", (field) => field.focus());
const start = () => boot(document);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
// What htmx swapped in gets the same treatment, once per element.
document.addEventListener("htmx:after:process", (event) => boot(event.target));
