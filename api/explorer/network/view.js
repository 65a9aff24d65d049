// The network: what a reader sees first.

import { announce, el } from "../core/dom.js";
import { go, list, state } from "../core/state.js";
import { nameOf, number, say } from "../core/words.js";
import { arrange } from "./arrange.js";
import { selectionBar, sentenceOf, toolbar } from "./bar.js";
import { MOST, PARAMETERS, readChoice, written, writtenPins } from "./choice.js";
import { loadNetwork, nameAt } from "./data.js";
import { figureOf } from "./figure.js";
import { drawer } from "./legend.js";
import { labelOrder } from "./labels.js";
import { legsOf } from "./legs.js";
import { listOf, tipWords } from "./list.js";
import { Stage } from "./stage.js";
import { around, seen } from "./steps.js";
import { radiiOf } from "./style.js";
import { visible } from "./visible.js";

const NARROW = 900; // pixels below which the drawer is closed at first
const FEW = 30; // nodes whose statements a brief cites
const ZOOM = 1.4;
const LISTS = ["nodes", "ties"];
const LISTED = 5000; // ties up to which the tables are made before they are opened

export async function show(wanted, place) {
  const net = await loadNetwork();
  const view = new View(net, place);
  view.update(wanted);
  const { focus } = readChoice(net, wanted);
  // Once the frame knows the view: the panel opens with what the link asks for.
  if (focus >= 0 && !wanted.sel) setTimeout(() => go({ sel: net.nodes.id[focus] }, { replace: true }));
  return view;
}

/** @returns {import("./canvas.js").Scene} without what the stage adds */
function sceneOf(net, shown, places) {
  const order = labelOrder(net, shown);
  const rankOf = new Int32Array(net.n);
  order.forEach((row, rank) => { rankOf[row] = rank; });
  const { modularity } = net.communities;
  const about = places.whole && modularity !== null ? say("network.communities", { value: number(modularity) }) : "";
  return { net, shown, places, about, order, rankOf, legs: legsOf(net, shown), radius: radiiOf(net, shown) };
}

class View {
  follow = true;

  constructor(net, place) {
    this.net = net;
    this.bar = toolbar({
      undo: () => this.step(around().before), redo: () => this.step(around().after), reset: () => this.step("{}"),
      drawer: () => this.toggleDrawer(), closer: () => this.stage.zoom(ZOOM), farther: () => this.stage.zoom(1 / ZOOM),
      fit: () => this.stage.fit(),
    });
    this.drawer = drawer(net, (changes) => this.change(changes));
    this.stage = new Stage({
      label: say("network.canvas"), words: (thing) => tipWords(net, thing),
      choose: (thing) => this.choose(thing), widen: (row) => this.widen(row), pin: (row, spot) => this.pin(row, spot),
      moved: (camera) => go({ at: camera.text }, { replace: true }),
    });
    this.selection = el("div", {
      class: "net-selection toolbar", role: "group", "aria-label": say("network.selection"), hidden: true,
    });
    this.lists = Object.fromEntries(LISTS.map((one) => [one, el("div", {})]));
    this.openers = Object.fromEntries(LISTS.map((one) => [one, el("button", {
      type: "button", "data-do": `list.${one}`,
      click: () => go({ list: this.lists[one].classList.contains("open") ? null : one }),
    })]));
    this.root = el("div", { class: "net" }, this.bar.body,
      el("div", { class: "net-body" }, el("div", { "data-screen": true, class: "net-side" }, this.drawer.body),
        el("div", { class: "net-main" },
          el("div", { class: "net-frame", "data-drawing": true }, this.stage.surface, this.selection),
          el("div", { class: "net-list-bar toolbar", "data-screen": true }, Object.values(this.openers), this.bar.zoom),
          el("section", { class: "net-list", "aria-label": say("network.list") }, Object.values(this.lists)))));
    place.append(this.root);
    this.root.classList.toggle("closed", place.clientWidth < NARROW);
    // Where a node or the middle of a tie is on the screen, for whoever points at it from outside.
    this.stage.surface.spotOf = (id) => this.stage.spotOf(net.row.get(id) ?? -1, net.tie.get(id) ?? -1);
  }

  get title() {
    const { focus, case: case_ } = this.choice;
    if (focus >= 0) return say("network.title.focus", { name: nameAt(this.net, focus) });
    if (case_ >= 0) return say("network.title.case", { name: nameOf(this.net.cases[case_]) });
    return say("network.title");
  }

  /** The evidence brief: of what is selected, what is focused, or all that is shown where that is little. */
  brief = () => {
    const { sel } = state();
    const { nodes } = this.shown;
    if (sel) return { id: [list(sel)[0]] };
    if (this.choice.focus >= 0) return { id: [this.net.nodes.id[this.choice.focus]] };
    return nodes.length && nodes.length <= FEW ? { id: Array.from(nodes, (row) => this.net.nodes.id[row]) } : {};
  };

  figure = () => figureOf(this.stage.scene, {
    title: this.title, sentence: this.sentence, counts: this.shown.counts, off: this.choice.off,
  });

  leave() {
    clearTimeout(this.filling);
    this.stage.leave();
  }

  update(wanted) {
    const set = PARAMETERS.filter((name) => wanted[name]);
    const own = JSON.stringify(Object.fromEntries(set.map((name) => [name, wanted[name]])));
    if (own !== this.own) this.draw(wanted, own);
    this.select(list(wanted.sel)[0]);
    this.writeList(list(wanted.list)[0]);
  }

  draw(wanted, own) {
    const isLater = this.own !== undefined;
    this.own = own;
    seen(own);
    const before = this.shown;
    this.choice = readChoice(this.net, wanted);
    this.shown = visible(this.net, this.choice);
    const places = arrange(this.net, this.choice);
    const fits = places.key !== this.places?.key;
    this.places = places;
    this.stage.show(sceneOf(this.net, this.shown, places), { fit: fits, at: isLater ? null : list(wanted.at)[0] });
    if (before && !fits) this.stage.reveal(Array.from(this.shown.nodes).filter((row) => !before.isNode[row]));
    this.sentence = sentenceOf(this.net, this.choice, this.shown);
    this.drawer.update(this.choice, this.shown.counts);
    this.writeBar();
    if (isLater) announce(this.sentence);
  }

  writeBar() {
    this.bar.update({
      words: this.sentence, buttons: this.wider(), isFirst: this.own === "{}", canUndo: around().before !== undefined,
      canRedo: around().after !== undefined, drawerOpen: !this.root.classList.contains("closed"),
    });
  }

  /** The buttons that show more, or less, of the network. */
  wider() {
    const { all, focus, depth, case: case_ } = this.choice;
    const button = (code, changes) => ({
      label: say(`network.${code}`, { all: number(this.net.n) }), code, work: () => this.change(changes),
    });
    if (focus >= 0) {
      return [button(depth > 1 ? "depth.one" : "depth.two", { depth: depth > 1 ? null : 2 }),
        button("leave", { focus: null, depth: null, expand: null, hide: null, pin: null })];
    }
    if (case_ >= 0) return [button("leave", { case: null, focus: null, expand: null, hide: null, pin: null })];
    return [all ? button("show.first", { show: null }) : button("show.all", { show: "all" })];
  }

  change(changes) {
    go({ ...changes, at: null });
  }

  step(view) {
    if (view === undefined) return;
    const target = JSON.parse(view);
    this.change(Object.fromEntries(PARAMETERS.map((name) => [name, target[name] ?? null])));
  }

  toggleDrawer() {
    this.root.classList.toggle("closed");
    this.writeBar();
  }

  // -- the selection ----------------------------------------------------------------------------

  choose({ node, tie }) {
    go({ sel: node >= 0 ? this.net.nodes.id[node] : tie >= 0 ? this.net.edges.id[tie] : null, cite: null });
  }

  select(id) {
    const thing = { node: this.net.row.get(id) ?? -1, tie: this.net.tie.get(id) ?? -1 };
    this.stage.choose(thing);
    const { node } = thing;
    const isShown = node >= 0 && this.shown.isNode[node] === 1;
    if (isShown && id !== this.selected) this.stage.reach(node);
    this.selected = id;
    this.selection.hidden = node < 0;
    if (node < 0) return;
    const { expand, pin, focus } = this.choice;
    this.selection.replaceChildren(...selectionBar({
      name: nameAt(this.net, node), isShown, isWidened: expand.includes(node), isPinned: pin.has(node),
      isFocus: focus === node,
    }, {
      widen: () => this.widen(node),
      narrow: () => this.change({ expand: written(this.net, expand.filter((row) => row !== node)) }),
      hide: () => this.hide(node),
      pin: () => this.pin(node, [this.places.x[node], this.places.y[node]]),
      unpin: () => this.writePins(new Map([...pin].filter(([row]) => row !== node))),
      focus: () => this.change({ focus: id, depth: null, case: null, show: null, expand: null, hide: null, pin: null }),
    }));
  }

  widen(row) {
    const { expand } = this.choice;
    if (this.isFull("expand", expand.length) || expand.includes(row)) return;
    this.change({ expand: written(this.net, [...expand, row]), sel: this.net.nodes.id[row] });
  }

  hide(row) {
    const { hide } = this.choice;
    if (this.isFull("hide", hide.size)) return;
    go({ hide: written(this.net, [...hide, row]), sel: null, cite: null, at: null });
  }

  pin(row, spot) {
    const { pin } = this.choice;
    if (!pin.has(row) && this.isFull("pin", pin.size)) return;
    this.writePins(new Map([...pin, [row, spot]]));
  }

  writePins(pin) {
    this.change({ pin: writtenPins(this.net, pin) });
  }

  isFull(name, size) {
    if (size < MOST[name]) return false;
    announce(say("network.full", { most: MOST[name] }));
    return true;
  }

  // -- the list ---------------------------------------------------------------------------------

  writeList(which) {
    const open = LISTS.includes(which) ? which : null;
    if (this.listed !== this.shown) this.emptyLists();
    this.root.classList.toggle("listed", Boolean(open));
    if (open) this.fillList(open);
    for (const one of LISTS) {
      this.lists[one].classList.toggle("open", one === open);
      this.openers[one].setAttribute("aria-expanded", one === open);
    }
  }

  emptyLists() {
    this.listed = this.shown;
    for (const one of LISTS) {
      this.lists[one].replaceChildren();
      this.openers[one].textContent = say(`network.list.${one}.count`, { count: number(this.shown[one].length) });
    }
    clearTimeout(this.filling);
    // A saved page holds the tables though they are closed.
    if (this.shown.ties.length > LISTED) return;
    this.filling = setTimeout(() => LISTS.forEach((one) => this.fillList(one)), 400);
  }

  fillList(one) {
    if (!this.lists[one].firstChild) this.lists[one].append(listOf(one, this.net, this.shown));
  }
}
