"use strict";
// Where a picture leads on that the server has sent. A saved file leads nowhere.

const LINKS = location.protocol.startsWith("http") && location.pathname.startsWith("/viz/") ? DATA.links : null;

function link(href, words, more = {}) {
  return el("a", { href, ...more }, words);
}

/** The card of a node or a tie in the explorer, where quotes show. */
function cardLink(id) {
  if (!LINKS) return null;
  return el("p", {}, link(`/?sel=${encodeURIComponent(id)}&lang=${LANGS[lang]}`, say("links.card")));
}

function depthLink(depth) {
  const words = say(`links.depth.${depth}`);
  if (depth === PART.depth) return el("span", { "aria-current": "true" }, words);
  return link(`?lang=${LANGS[lang]}&depth=${depth}`, words);
}

function writeLinks() {
  const place = document.getElementById("links");
  place.hidden = !LINKS;
  if (!LINKS) return;
  const here = `?lang=${LANGS[lang]}&depth=${PART.depth}`;
  place.replaceChildren(
    el("p", {}, link(`${LINKS.explorer}&lang=${LANGS[lang]}`, say("links.explorer"))),
    el("p", {}, say("links.depth"), say("colon"), depthLink(1), say("links.or"), depthLink(2)),
    el("p", {}, link(here, say("links.save"), { download: `${text(DATA.about.n)}.html` })));
}
