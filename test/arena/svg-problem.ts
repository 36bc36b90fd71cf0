const ELEMENTS = new Set(["svg", "rect", "image", "text", "tspan"]);
const ATTRIBUTES = new Set([
  ...["xmlns", "width", "height", "viewBox", "fill", "x", "y", "style", "href"],
  ...["font-size", "font-family", "text-anchor", "xml:space"],
]);
const TOKEN = /<(\/?)([a-z]+)((?: [a-zA-Z:-]+='[^'<]*')*)(\/?)>|[^<]+/gy;
const TEXT = /^(?:[^&]|&(?:amp|lt|gt|quot|#39);)*$/u;
// Everything that XML 1.0 forbids.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;

/** Why a text is no SVG of the few elements that cards have, or null. There is no element that runs or loads anything among them. */
export function svgProblem(svg: string): string | null {
  if (FORBIDDEN.test(svg)) return "a character that XML forbids";
  const open: string[] = [];
  let end = 0;
  for (const match of svg.matchAll(TOKEN)) {
    if (match.index !== end) return `no markup at ${end}`;
    end += match[0].length;
    const [all, closing, element, attributes = "", empty] = match;
    if (element === undefined) {
      if (!TEXT.test(all)) return `an unescaped text: ${all}`;
      continue;
    }
    if (!ELEMENTS.has(element)) return `an element ${element}`;
    if (closing) {
      if (open.pop() !== element) return `a wrong end of ${element}`;
      continue;
    }
    for (const [, name, value] of attributes.matchAll(/ ([a-zA-Z:-]+)='([^']*)'/g)) {
      if (!ATTRIBUTES.has(name)) return `an attribute ${name}`;
      if (name === "href" && !/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/.test(value)) return `a link to ${value}`;
    }
    if (!empty) open.push(element);
  }
  if (end !== svg.length) return `no markup at ${end}`;
  return open.length === 0 ? null : `${open.join(", ")} not closed`;
}
