// What is shown, as a file on the reader's disk.

/** Offers a file. */
export function saveBlob(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser must have begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Offers a text in UTF-8. */
export function saveText(name, text, mediaType) {
  saveBlob(name, new Blob([text], { type: `${mediaType};charset=utf-8` }));
}

/** Offers a drawing, with a size of its own. @param {SVGSVGElement} drawing */
export function saveSvg(name, drawing) {
  saveText(name, svgText(drawing), "image/svg+xml");
}

/** Offers a drawing as pixels, `scale` times its size. @param {SVGSVGElement} drawing */
export async function savePng(name, drawing, scale = 2) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svgText(drawing)], { type: "image/svg+xml" }));
  try {
    await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = address; });
    const { width, height } = sizeOf(drawing);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * scale, height * scale];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    saveBlob(name, await new Promise((done) => canvas.toBlob(done, "image/png")));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function svgText(drawing) {
  const copy = drawing.cloneNode(true);
  const { width, height } = sizeOf(drawing);
  for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height })) copy.setAttribute(name, value);
  return new XMLSerializer().serializeToString(copy);
}

function sizeOf(drawing) {
  const box = drawing.viewBox.baseVal;
  return { width: box.width, height: box.height };
}

/**
 * Offers a part of the page as one HTML file that needs nothing else: no script, the style inside.
 * @param {string} name
 * @param {string} title
 * @param {HTMLElement} content copied; buttons and what is marked `data-screen` are left out, links lead back here
 */
export async function saveHtml(name, title, content) {
  saveText(name, await htmlText(title, content), "text/html");
}

/** The text of such a file. */
export async function htmlText(title, content) {
  const copy = content.cloneNode(true);
  copy.querySelectorAll("button, input, select, textarea, [data-screen]").forEach((item) => item.remove());
  copy.querySelectorAll("a[href]").forEach((link) => { link.href = new URL(link.getAttribute("href"), location.href); });
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = document.documentElement.lang;
  const policy = page.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  const style = page.createElement("style");
  style.textContent = await styles();
  page.head.prepend(charset, policy);
  page.head.append(style);
  page.body.className = "saved";
  page.body.append(page.adoptNode(copy));
  return `<!DOCTYPE html>\n${page.documentElement.outerHTML}\n`;
}

async function styles() {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  return (await Promise.all(sheets.map(async (sheet) => (await fetch(sheet.href)).text()))).join("\n");
}
