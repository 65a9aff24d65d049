// The language of the page, and its words: every file of `words/`, as one table.

const LANGS = ["ja", "en"];
let table = {};
let current = "ja";

/** Loads the words and settles the language: the link's, else what was chosen before, else the browser's. */
export async function loadWords(wanted) {
  const answer = await fetch("assets/words.json");
  table = await answer.json();
  const known = [wanted, localStorage.getItem("lang"), navigator.language.slice(0, 2)].find((one) => LANGS.includes(one));
  setLanguage(known || "en", false);
}

/** Changes the language; `keep` remembers it for the next visit. */
export function setLanguage(lang, keep = true) {
  current = lang;
  if (keep) localStorage.setItem("lang", lang);
  document.documentElement.lang = lang;
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = say(item.dataset.word);
  for (const item of document.querySelectorAll("[data-label]")) item.setAttribute("aria-label", say(item.dataset.label));
  for (const item of document.querySelectorAll("[data-placeholder]")) item.placeholder = say(item.dataset.placeholder);
}

/** @returns {"ja"|"en"} */
export function lang() {
  return current;
}

/** @returns {"ja"|"en"} */
export function otherLang() {
  return current === "ja" ? "en" : "ja";
}

/** A sentence of the page, {name} filled in. Throws where there is none: a missing word is a mistake of ours. */
export function say(code, values = {}) {
  const found = table[code];
  if (!found) throw new Error(`no words for ${code}`);
  return found[current].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The text in the language shown, of something given in both: {ja, en}. */
export function pick(both) {
  return both ? both[current] || both[otherLang()] || "" : "";
}

/** The name of anything with name_ja and name_en. */
export function nameOf(named, language = current) {
  return named[`name_${language}`] || named.name_ja || named.name_en || named.id;
}

/** A whole number or a measure as people write it. */
export function number(value, digits = 2) {
  if (value === null || value === undefined) return "–";
  return value.toLocaleString(current, { maximumFractionDigits: Number.isInteger(value) ? 0 : digits });
}

/** Whether there is such a sentence. */
export function has(code) {
  return code in table;
}
