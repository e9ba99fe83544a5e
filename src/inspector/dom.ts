type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes and children; an attribute that is false or undefined is left out, true is empty. */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

/** Sets, or with false and undefined removes, attributes. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes))
    if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
}

/** Writes text where it has changed: what stands still is not laid out again, nor read out again. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A button of the panel. */
export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', act);
  return element;
}

/** An `aria-hidden` drawing of one path in a box of 24 by 24. */
export function icon(path: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const line = document.createElementNS(space, 'path');
  set(svg, {
    viewBox: '0 0 24 24',
    width: 18,
    height: 18,
    'aria-hidden': 'true',
    fill: 'none',
    stroke: 'currentColor',
  });
  set(line, { d: path, 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
  svg.append(line);
  return svg;
}
