// The network to move about in. The search and the list of ties are text and work by keyboard, also without WebGL.
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodeCircleProgram } from "sigma/rendering";
import { NodeSquareProgram } from "@sigma/node-square";
import { createNodeBorderProgram } from "@sigma/node-border";

const INK = "#1C2B33", STONE = "#665F56", QUIET = "#D9D2C6", LINE = "#CFC7BA", WHITE = "#FFFFFF";
// From the light tones of a community to its dark one nothing is read: community is only told apart here, and named in text.
const TONES = ["#7A3B78", "#0E6B5E", "#75600A", "#2B58A5", "#8C5A6B", "#5B6B73", "#8A5A2B", "#3F6B2E", "#6A4C93", "#1F6F8B"];
const COLLEAGUE = 0, PERSON = 1, ORGANISATION = 2;
const SHOWN = 8;
const WEIGHT = { partnership: 4, cooperation: 2.5, network: 1, wished: 0 };

const fold = (text) => text.toLowerCase().replace(/å/g, "aa").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const make = (tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

function draws() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

// A name on a plate of its own, so that what lies behind does not run into it.
function drawName(context, data, settings) {
  if (!data.label) return;
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  const x = data.x + data.size + 4, width = context.measureText(data.label).width;
  context.fillStyle = "rgba(255, 255, 255, 0.86)";
  context.fillRect(x - 2, data.y - 9, width + 4, 18);
  context.fillStyle = INK;
  context.fillText(data.label, x, data.y + settings.labelSize / 3);
}

class Square extends NodeSquareProgram {
  drawLabel = drawName;
}

class Explorer {
  constructor(root, data) {
    this.root = root;
    this.texts = root.dataset;
    this.graph = new Graph({ type: "undirected", multi: false });
    this.chosen = null;
    data.nodes.forEach(([kind, pk, name, level, x, y, community], i) =>
      this.graph.addNode(i, { kind, pk, label: name, level, x, y: -y, community, folded: fold(name) }),
    );
    for (const [one, other, strength] of data.edges) {
      if (one === other) continue;
      this.graph.mergeUndirectedEdge(one, other, { size: Math.min(0.6 + strength / 3, 2.5), color: LINE });
    }
    this.graph.forEachNode((node, { kind, level, community }) => {
      const tone = community ? TONES[community % TONES.length] : STONE;
      this.graph.mergeNodeAttributes(node, {
        type: ["circle", "border", "square"][kind],
        color: kind === COLLEAGUE ? INK : tone,
        borderColor: tone,
        size: (kind === ORGANISATION ? 4.5 : 3.5) + (WEIGHT[level] ?? 0) * 0.6 + Math.min(Math.sqrt(this.graph.degree(node)), 7) * 0.7,
      });
    });
    this.status = root.querySelector("[data-explorer-status]");
    this.hits = root.querySelector("[data-explorer-hits]");
    this.search = root.querySelector("input");
    root.hidden = false;
    if (draws()) this.draw();
    else {
      root.querySelector("[data-explorer-without]").hidden = false;
      root.querySelector(".explorer-tools").hidden = true;
      root.querySelector("[data-explorer-canvas]").hidden = true;
    }
    this.listen();
    if (!data.people) this.status.textContent = this.texts.textPeople;
  }

  draw() {
    this.sigma = new Sigma(this.graph, this.root.querySelector("[data-explorer-canvas]"), {
      allowInvalidContainer: true,
      defaultNodeType: "circle",
      nodeProgramClasses: {
        circle: NodeCircleProgram,
        square: Square,
        border: createNodeBorderProgram({
          drawLabel: drawName,
          borders: [
            { size: { value: 0.35 }, color: { attribute: "borderColor" } },
            { size: { fill: true }, color: { value: WHITE } },
          ],
        }),
      },
      edgeProgramClasses: { line: EdgeLineProgram },
      defaultEdgeType: "line",
      defaultDrawNodeLabel: drawName,
      labelFont: "IBM Plex Sans, sans-serif",
      labelSize: 13,
      labelColor: { color: INK },
      labelDensity: 0.7,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: 7,
      minCameraRatio: 0.05,
      maxCameraRatio: 2,
      nodeReducer: (node, shown) => this.reduceNode(node, shown),
      edgeReducer: (edge, shown) => this.reduceEdge(edge, shown),
    });
    this.sigma.on("clickNode", ({ node }) => this.choose(node, false));
    this.sigma.on("clickStage", () => this.choose(null, false));
  }

  reduceNode(node, shown) {
    if (this.chosen === null) return shown;
    if (node === this.chosen) return { ...shown, highlighted: true, forceLabel: true, zIndex: 2 };
    if (this.graph.areNeighbors(node, this.chosen)) return { ...shown, forceLabel: true, zIndex: 1 };
    return { ...shown, color: QUIET, borderColor: QUIET, label: "", zIndex: 0 };
  }

  reduceEdge(edge, shown) {
    if (this.chosen === null) return shown;
    return this.graph.hasExtremity(edge, this.chosen) ? { ...shown, color: INK, zIndex: 1 } : { ...shown, hidden: true };
  }

  listen() {
    this.search.addEventListener("input", () => this.find(this.search.value));
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault();
      const first = this.hits.querySelector("button");
      if (event.key === "Enter") first?.click();
      else (first ?? this.root.querySelector("[data-explorer-chosen] button"))?.focus();
    });
    this.root.addEventListener("keydown", (event) => this.walk(event));
    for (const button of this.root.querySelectorAll("[data-explorer-zoom]")) {
      button.addEventListener("click", () => this.zoom(button.dataset.explorerZoom));
    }
  }

  // Up and down among the buttons of a list; up from the first is the search again.
  walk(event) {
    if (!event.target.matches?.("button[data-node]") || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const all = [...event.target.closest("ul").querySelectorAll("button[data-node]")];
    const next = all[all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    (next ?? (event.key === "ArrowUp" ? this.search : event.target)).focus();
  }

  zoom(how) {
    const camera = this.sigma?.getCamera();
    if (!camera) return;
    const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
    if (how === "in") camera.animatedZoom({ duration });
    else if (how === "out") camera.animatedUnzoom({ duration });
    else camera.animatedReset({ duration });
  }

  find(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    const found = words.length ? this.graph.filterNodes((_, { folded }) => words.every((word) => folded.includes(word))) : [];
    found.sort((a, b) => this.graph.degree(b) - this.graph.degree(a) || a - b);
    this.hits.replaceChildren(...found.slice(0, SHOWN).map((node) => this.item(node)));
    this.status.textContent = words.length && !found.length ? this.texts.textNone : "";
  }

  button(node) {
    const button = make("button", this.graph.getNodeAttribute(node, "label"), { type: "button", class: "button-link", "data-node": node });
    button.addEventListener("click", () => this.choose(node, true));
    return button;
  }

  item(node) {
    const item = make("li");
    item.append(this.button(node), make("span", ` ${this.word(node)}`, { class: "quiet small" }));
    return item;
  }

  word(node) {
    return this.texts[`kind-${this.graph.getNodeAttribute(node, "kind")}`] ?? this.texts[`kind${this.graph.getNodeAttribute(node, "kind")}`];
  }

  address(which, node) {
    const { kind, pk } = this.graph.getNodeAttributes(node);
    const pattern = this.root.getAttribute(`data-${which}-${kind}`);
    return which === "ego" ? pattern.replace("/0/1/", `/${pk}/1/`) : pattern.replace(/\/0\/$/, `/${pk}/`);
  }

  choose(node, move) {
    this.chosen = node;
    const box = this.root.querySelector("[data-explorer-chosen]");
    box.replaceChildren();
    if (node !== null) this.tell(box, node, move);
    this.sigma?.refresh();
    if (node === null || !move || !this.sigma) return;
    const { x, y } = this.sigma.getNodeDisplayData(node);
    const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 300;
    this.sigma.getCamera().animate({ x, y, ratio: Math.min(this.sigma.getCamera().ratio, 0.5) }, { duration });
  }

  tell(box, node, move) {
    const { label } = this.graph.getNodeAttributes(node);
    const others = this.graph.neighbors(node).sort((a, b) => this.strength(node, b) - this.strength(node, a) || a - b);
    const title = make("h2", label, { tabindex: "-1" });
    const links = make("p");
    links.append(
      make("a", this.texts.textPage, { href: this.address("record", node) }),
      " · ",
      make("a", this.texts.textConnections, { href: this.address("ego", node) }),
    );
    const list = make("ul", "", { class: "explorer-ties" });
    list.append(...others.map((other) => this.item(other)));
    box.append(title, make("p", this.word(node), { class: "quiet" }), links);
    box.append(make("p", others.length ? "" : this.texts.textAlone), list);
    this.status.textContent = others.length ? `${label} ${this.texts.textChosen} ${others.length}` : `${label}. ${this.texts.textAlone}`;
    this.hits.replaceChildren();
    if (move) title.focus();
  }

  strength(one, other) {
    return this.graph.getEdgeAttribute(this.graph.edge(one, other), "size");
  }
}

async function start(root) {
  try {
    const answer = await fetch(root.dataset.explorer, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const data = await answer.json();
    if (data.too_many) throw new RangeError(root.dataset.textTooMany);
    root.explorer = new Explorer(root, data);
    root.dataset.ready = "";
  } catch (error) {
    if (!(error instanceof RangeError)) console.error(error);
    root.replaceChildren(make("p", error instanceof RangeError ? error.message : root.dataset.textFailed, { role: "alert" }));
    root.hidden = false;
  }
}

for (const root of document.querySelectorAll("[data-explorer]")) start(root);
