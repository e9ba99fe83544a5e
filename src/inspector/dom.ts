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

/** Gives an element its children, in order. What is in its place is not moved, for that would take its focus. */
export function arrange(element: Element, children: readonly Element[]): void {
  for (const each of [...element.children]) if (!children.includes(each)) each.remove();
  children.forEach((each, place) => {
    const there = element.children[place];
    if (there !== each) element.insertBefore(each, there ?? null);
  });
}

/** A button of the panel. */
export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', act);
  return element;
}
