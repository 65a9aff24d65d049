// Elements. Texts reach the page as text nodes only, so that no text of the graph is ever markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes, properties, listeners and children.
 * @param {string} tag
 * @param {Object<string, *>} [attributes] a function is a listener; true an empty attribute; false, null and
 *   undefined are left out
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a drawing. @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Tells a screen reader what has changed. */
export function announce(text) {
  document.getElementById("live").textContent = text;
}
