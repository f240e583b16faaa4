import { XMLParser } from 'fast-xml-parser';
import type { Reference } from './envelope.js';
import { isWhole } from './xml-whole.js';

/** An element of an answer, by its local name: servers differ in the prefixes they choose (`xsi:type`, `_XMLSchema-instance:type`). */
export interface XmlNode {
  readonly name: string;
  /** The plain `type` attribute: of a managed object reference. */
  readonly type?: string;
  /** Any prefixed `type` attribute without the prefix of its value: the derived type of a value. */
  readonly xsiType?: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

type Ordered = Readonly<Record<string, unknown>>;

// Entities are decoded here: the parser's own decoding counts expansions and gives up in a large inventory full of &amp;.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
});

/** Undefined for anything but one well-formed document without a DOCTYPE: no server of this API sends one. */
export function parseXml(source: string): XmlNode | undefined {
  if (/<!DOCTYPE/i.test(source) || !isWhole(source)) return undefined;
  try {
    const roots = (parser.parse(source) as readonly Ordered[]).flatMap(nodeOf);
    return roots.length === 1 ? roots[0] : undefined;
  } catch {
    return undefined;
  }
}

function nodeOf(ordered: Ordered): readonly XmlNode[] {
  const tag = Object.keys(ordered).find((key) => key !== ':@');
  if (tag === undefined || tag === '#text' || tag === '#cdata') return [];
  const content = ordered[tag] as readonly Ordered[];
  const children = content.flatMap(nodeOf);
  const text = children.length > 0 ? '' : content.map(textOfOrdered).join('');
  return [{ name: localName(tag), text, children, ...typesOf(ordered[':@'] as Readonly<Record<string, string>> | undefined) }];
}

function textOfOrdered(ordered: Ordered): string {
  const plain = ordered['#text'];
  if (typeof plain === 'string') return decodeEntities(plain);
  const cdata = ordered['#cdata'];
  return Array.isArray(cdata) ? cdata.map(plainText).join('') : '';
}

function plainText(ordered: Ordered): string {
  const text = ordered['#text'];
  return typeof text === 'string' ? text : '';
}

function typesOf(attributes: Readonly<Record<string, string>> | undefined): { type?: string; xsiType?: string } {
  const found: { type?: string; xsiType?: string } = {};
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'type') found.type = decodeEntities(value);
    else if (name.endsWith(':type')) found.xsiType = localName(decodeEntities(value));
  }
  return found;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The element at the end of a path of local names, each the first of its name. */
export function at(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((one, name) => one?.children.find((child) => child.name === name), node);
}

export function all(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Absent when the element is absent or empty. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  const text = at(node, ...path)?.text;
  return text === undefined || text === '' ? undefined : text;
}

export function referenceOf(node: XmlNode | undefined): Reference | undefined {
  return node === undefined || node.text === '' ? undefined : { type: node.type ?? '', id: node.text };
}
