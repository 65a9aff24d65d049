// The claims: each statement as a numbered sentence with its lines. A tick box takes one out of the document.

import { el } from "../core/dom.js";
import { go } from "../core/state.js";
import { lineLink, vocabulary } from "../core/things.js";
import { nameOf, pick, say } from "../core/words.js";
import { byDocument } from "./citing.js";

/**
 * @param {Object} brief
 * @param {Set<string>} left ids of the claims that are left out
 * @param {ReturnType<import("./citing.js").numbered>} citing
 */
export function claimsList(brief, left, citing) {
  if (!brief.claims.length) return [el("p", {}, say("brief.none"))];
  const isCounted = brief.question && !brief.claims.some((claim) => claim.evidence.length);
  if (isCounted) return [el("p", {}, say("brief.counted"))];
  const kept = brief.claims.filter((claim) => !left.has(claim.id));
  const numbers = new Map(kept.map((claim, position) => [claim.id, position + 1]));
  const line = (claim) => item(claim, numbers.get(claim.id), left, citing);
  return [
    el("p", { class: "quiet", "data-screen": true }, say("brief.claims.how")),
    el("ol", { class: "plain brief-list" }, grouped(brief.claims).map((group) => {
      if (group.length === 1) return line(group[0]);
      const said = group.map((claim) => numbers.get(claim.id)).filter(Boolean).join(say("comma"));
      return el("li", { class: "brief-differing" },
        el("p", { class: "differs" }, say("brief.differ", { numbers: said })),
        el("ol", { class: "plain" }, group.map(line)));
    })),
    notReported(brief.cases),
  ];
}

/** Claims in their order; those that state different things of one matter together. */
function grouped(claims) {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const seen = new Set();
  return claims.flatMap((claim) => {
    if (seen.has(claim.id)) return [];
    const group = [claim, ...claim.differs.map((id) => known.get(id)).filter((other) => other && !seen.has(other.id))];
    group.forEach((one) => seen.add(one.id));
    return [group];
  });
}

function item(claim, number, left, citing) {
  const sentence = pick(claim.sentence);
  const tick = el("input", {
    type: "checkbox", checked: number !== undefined, "data-claim": claim.id, "data-screen": true,
    "aria-label": say("brief.keep", { sentence }), change: () => go({ ties: toggled(left, claim.id) }),
  });
  if (number === undefined) {
    return el("li", { class: "brief-left", "data-screen": true }, tick, el("span", {}, sentence));
  }
  return el("li", { id: `claim-${number}`, class: "brief-claim" }, tick, el("span", { class: "number" }, `(${number})`),
    el("span", { class: "brief-sentence" }, sentence, cited(claim.evidence, citing)));
}

function toggled(left, id) {
  const next = new Set(left);
  if (!next.delete(id)) next.add(id);
  return [...next];
}

/** 「（mlit-2019 2253–2257行［1-1］、2276行［1-2］）」 */
function cited(evidence, citing) {
  if (!evidence.length) return el("span", { class: "brief-cited" }, say("brief.no_lines"));
  const parts = byDocument(evidence).map(([id, items]) => [`${id} `, items.map((one, position) => [
    position > 0 && say("comma"), lineLink(one), mark(citing.numberOf(one))])]);
  return el("span", { class: "brief-cited" }, say("brief.open"),
    parts.map((part, position) => [position > 0 && say("brief.next"), part]), say("brief.close"));
}

function mark(number) {
  return el("a", {
    href: `#source-${number}`, class: "brief-mark", "aria-label": say("brief.mark.label", { number }),
  }, say("brief.mark.cited", { number }));
}

function notReported(cases) {
  const silent = cases.filter((one) => one.not_reported.length);
  if (!silent.length) return null;
  const kinds = vocabulary().flow_kinds;
  return el("div", { class: "brief-silent" }, el("h3", {}, say("brief.silent")), el("p", {}, say("brief.silent.means")),
    el("ul", {}, silent.map((one) => el("li", {}, say("brief.silent.case", {
      name: nameOf(one), kinds: one.not_reported.map((kind) => pick(kinds[kind].label)).join(say("comma")),
    })))));
}
