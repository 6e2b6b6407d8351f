type Child = Node | string;

interface Attributes {
  readonly [name: string]: string | boolean | ((event: Event) => void);
}

/**
 * An element with its attributes, listeners (`onclick: …`) and children. Text is always a text node, so that nothing from
 * outside becomes markup.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else if (typeof value === 'boolean') made.toggleAttribute(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
