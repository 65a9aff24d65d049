// How one cites lines of a document, in Japanese and in English.

import { vocabulary } from "../core/things.js";
import { say } from "../core/words.js";

/** @param {"ja"|"en"} language @param {{document: string, lines: [number, number], digest: string|null}} where */
export function citationText(language, { document: id, lines: [first, last], digest }) {
  const found = vocabulary().documents.find((item) => item.id === id);
  const told = [found?.title, found?.publisher, found?.date_words];
  const [title, publisher, date] = told.map((both) => both?.[language] || "");
  const range = first === last ? `${first}` : `${first}–${last}`;
  const write = language === "ja" ? inJapanese : inEnglish;
  const { graph } = vocabulary();
  return write({ title: title || id, publisher, date, range, digest, isOne: first === last, graph });
}

function inJapanese({ title, publisher, date, range, digest, graph }) {
  const proof = `${digest ? `照合値 ${digest}、` : ""}対流 Tairyu、版 ${graph}`;
  return `${publisher}『${title}』${date && `（${date}）`}本文 ${range}行（${proof}）`;
}

function inEnglish({ title, publisher, date, range, digest, isOne, graph }) {
  const who = [publisher, date && `(${date})`].filter(Boolean).join(" ");
  const proof = `${digest ? `digest ${digest}; ` : ""}Tairyu, graph ${graph}`;
  return `${who}: “${title}”, ${isOne ? "line" : "lines"} ${range} of the text (${proof})`;
}

/** The languages in which one may cite, with the words of their buttons. */
export function forms() {
  return [["ja", say("evidence.copy.ja")], ["en", say("evidence.copy.en")]];
}
