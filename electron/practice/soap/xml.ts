import { XMLParser } from 'fast-xml-parser';

/** An element without its prefix. `type` is a reference's own attribute, `xsiType` the one of XML Schema. */
export interface XmlElement {
  readonly name: string;
  readonly type: string;
  readonly xsiType: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
});

type RawNode = Readonly<Record<string, unknown>>;

/** The root element; absent when the text is not XML. */
export function parseXml(text: string): XmlElement | undefined {
  try {
    const nodes = parser.parse(text) as readonly RawNode[];
    return nodes.map(toElement).find((element) => element !== undefined && !element.name.startsWith('?'));
  } catch {
    return undefined;
  }
}

function toElement(node: RawNode): XmlElement | undefined {
  const tag = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
  if (tag === undefined) return undefined;
  const inner = (node[tag] ?? []) as readonly RawNode[];
  const attributes = (node[':@'] ?? {}) as Readonly<Record<string, string>>;
  const qualified = Object.entries(attributes).find(([name]) => /^.+:type$/.test(name));
  return {
    name: withoutPrefix(tag),
    type: attributes['type'] ?? '',
    xsiType: withoutPrefix(qualified?.[1] ?? ''),
    text: decode(inner.map((child) => (typeof child['#text'] === 'string' ? child['#text'] : '')).join('')),
    children: inner.map(toElement).filter((child) => child !== undefined),
  };
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childOf(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Text of a child; absent when there is no such child. */
export function textOf(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return childOf(element, ...path)?.text;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML knows five names and numbers, and no more. */
function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
