// The circle map: a name opens a small form in a dialog, by click, by Enter, or by being dropped on another ring.
// Without this file a name is a link to the organisation's page, where its level is decided as well.
import htmx from "htmx.org";
import { onBoot } from "./boot.js";

const dialog = () => document.getElementById("map-dialog");
const body = () => document.getElementById("map-dialog-body");
let opener = null;

async function open(map, node, level = "") {
  const url = new URL(map.dataset.ringUrl.replace("/0/", `/${node.dataset.node}/`), location.href);
  url.searchParams.set("next", location.pathname + location.search);
  url.searchParams.set("dialog", "1");
  if (level) url.searchParams.set("to", level);
  opener = node.dataset.node;
  await htmx.ajax("GET", url.pathname + url.search, { target: "#map-dialog-body", swap: "innerHTML" });
  if (!dialog().open) dialog().showModal();
  const form = body().querySelector("form");
  (level ? form.elements.reason : form.querySelector("input[type=radio]:checked") ?? form.elements.level[0])?.focus();
}

function close() {
  dialog()?.close();
}

onBoot("#map-dialog", (element) => {
  element.addEventListener("close", () => {
    body().replaceChildren();
    document.querySelector(`#map-body [data-node="${opener}"]`)?.focus();
  });
  element.addEventListener("click", (event) => {
    if (event.target === element || event.target.closest("[data-dialog-close]")) {
      event.preventDefault();
      close();
    }
  });
});

// What was sent is done, and the map is drawn anew behind the dialog.
onBoot("[data-dialog-done]", close);

onBoot("[data-map][data-ring-url]", (map) => {
  map.addEventListener("click", (event) => {
    const node = event.target.closest?.(".map-node[data-node]");
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (node.dataset.dropped) delete node.dataset.dropped;
    else open(map, node);
  });
  // A link would be dragged as an address.
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("pointerdown", (event) => {
    const node = event.target.closest?.(".map-node[data-node]");
    if (node && event.button === 0 && event.pointerType !== "touch") drag(map, node, event);
  });
});

function rings(svg) {
  const [cx, cy, ...rest] = svg.dataset.rings.split(" ");
  const levels = rest.filter((word) => isNaN(word));
  const radii = rest.filter((word) => !isNaN(word)).map(Number);
  return { cx: Number(cx), cy: Number(cy), radii, levels };
}

function levelAt(circle, point) {
  const far = Math.hypot(point.x - circle.cx, point.y - circle.cy);
  const ring = circle.radii.findIndex((radius) => far <= radius);
  if (ring < 0) return { level: "wished", radius: circle.radii.at(-1) + 12 };
  const index = Math.max(ring - 1, 0);
  return { level: circle.levels[index], radius: circle.radii[index + 1] };
}

function drag(map, node, start) {
  const svg = node.ownerSVGElement;
  const circle = rings(svg);
  const matrix = svg.getScreenCTM().inverse();
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  const from = at(start);
  const home = levelAt(circle, from).level;
  let aim = null;
  let target = null;
  const move = (event) => {
    const point = at(event);
    if (!aim && Math.hypot(point.x - from.x, point.y - from.y) < 6) return;
    if (!aim) {
      aim = document.createElementNS(svg.namespaceURI, "circle");
      aim.setAttribute("class", "map-aim");
      aim.setAttribute("cx", circle.cx);
      aim.setAttribute("cy", circle.cy);
      svg.append(aim);
      node.classList.add("is-dragged");
    }
    node.setAttribute("transform", `translate(${point.x - from.x} ${point.y - from.y})`);
    target = levelAt(circle, point);
    aim.setAttribute("r", target.radius);
  };
  const stop = (event) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
    if (!aim) return;
    aim.remove();
    node.classList.remove("is-dragged");
    node.removeAttribute("transform");
    // The click that follows a drag on the same name is not one.
    node.dataset.dropped = "1";
    setTimeout(() => delete node.dataset.dropped, 0);
    if (event.type === "pointerup" && target.level !== home) open(map, node, target.level);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
}
