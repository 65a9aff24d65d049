// Questions to the server. Its refusals are problem documents (RFC 9457), and become errors with the same sentence.

import { lang } from "./words.js";

/** A refusal of the server: `status`, `code`, and whatever else the problem document says. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title);
    Object.assign(this, problem);
  }
}

let token = sessionStorage.getItem("token") || "";

/** The token that was given in this tab, or nothing. */
export function givenToken() {
  return token;
}

/** The token for requests that are not GET; kept until the tab is closed. */
export function useToken(value) {
  token = value;
  sessionStorage.setItem("token", value);
}

/**
 * What stands at an address below the page, as JSON.
 * @param {string} path such as `api/hubs`
 * @param {Object<string, *>} [parameters] undefined and null are left out, lists are repeated
 * @param {RequestInit} [how]
 */
export async function get(path, parameters = {}, how = {}) {
  return answer(await fetch(address(path, parameters), { ...how, headers: { "Accept-Language": lang() } }));
}

/** The same with a JSON body, or without one. */
export async function post(path, body, how = {}) {
  return changing("POST", path, body, how);
}

/** Takes away what stands at an address. */
export async function remove(path) {
  return changing("DELETE", path);
}

async function changing(method, path, body, how = {}) {
  const headers = { "Accept-Language": lang() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  return answer(await fetch(path, { ...how, method, headers, body: body && JSON.stringify(body) }));
}

/** The address of something, ids and all escaped. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null) query.append(name, one);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** An id as a part of a path. */
export function part(id) {
  return encodeURIComponent(id);
}

async function answer(response) {
  const isJson = /json/.test(response.headers.get("Content-Type") || "");
  if (response.ok) return isJson ? response.json() : response.text();
  throw new Refused(isJson ? await response.json() : { status: response.status, title: response.statusText });
}

const kept = new Map();

/** The same answer as before, for what does not change while the page is open. */
export function once(path) {
  if (!kept.has(path)) kept.set(path, get(path).catch((error) => { kept.delete(path); throw error; }));
  return kept.get(path);
}

/** The vocabulary: types, labels, colours, shapes, documents. */
export function schema() {
  return once("api/schema");
}
