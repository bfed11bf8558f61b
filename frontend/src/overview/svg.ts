// Elements of pictures.

const SVG = "http://www.w3.org/2000/svg";

/** An element of a picture, with attributes and what stands in it. */
export function s(tag: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
