// The whole graph as a file: every format that the server writes, and what it is for.

import { el } from "../core/dom.js";
import { address } from "../core/server.js";
import { lang, pick, say } from "../core/words.js";

/** The links. @param {{name: string, label: Object, use: Object, file: string, available: boolean}[]} formats */
export function downloads(formats) {
  return [el("p", {}, say("about.downloads.what")), el("dl", { class: "formats" }, formats.map(entry))];
}

function entry({ name, label, use, file, available }) {
  // The picture opens in a language.
  const link = el("a", { href: address(`api/export/${name}`, { lang: lang() }), download: file }, pick(label));
  return [el("dt", {}, available ? link : el("span", { class: "quiet" }, pick(label))),
    el("dd", {}, pick(use), !available && el("span", { class: "quiet" }, " ", say("about.unavailable")))];
}
