import { escapeXml } from './xml.js';

/** A value of the vSphere data model, with the type name that `xsi:type` carries. */
export type SoapValue =
  | { readonly kind: 'scalar'; readonly type: string; readonly text: string }
  | { readonly kind: 'reference'; readonly type: string; readonly id: string }
  | { readonly kind: 'object'; readonly type: string; readonly fields: Fields; readonly polymorphic: boolean }
  | { readonly kind: 'list'; readonly of: string; readonly items: readonly SoapValue[] };

/** In the order of the wire. Known but unset: `undefined`. */
export type Fields = Readonly<Record<string, SoapValue | undefined>>;
export type Reference = Extract<SoapValue, { kind: 'reference' }>;

export const string = (text: string): SoapValue => ({ kind: 'scalar', type: 'xsd:string', text });
export const int = (value: number): SoapValue => ({ kind: 'scalar', type: 'xsd:int', text: String(Math.round(value)) });
export const long = (value: number): SoapValue => ({ kind: 'scalar', type: 'xsd:long', text: String(Math.round(value)) });
export const boolean = (value: boolean): SoapValue => ({ kind: 'scalar', type: 'xsd:boolean', text: String(value) });
export const dateTime = (value: Date): SoapValue => ({ kind: 'scalar', type: 'xsd:dateTime', text: value.toISOString() });
export const enumeration = (type: string, text: string): SoapValue => ({ kind: 'scalar', type, text });
export const reference = (type: string, id: string): Reference => ({ kind: 'reference', type, id });
export const object = (type: string, fields: Fields): SoapValue => ({ kind: 'object', type, fields, polymorphic: false });
/** Where the schema says a base type: `xsi:type` is needed to know what it is. */
export const polymorphic = (type: string, fields: Fields): SoapValue => ({ kind: 'object', type, fields, polymorphic: true });
export const list = (of: string, items: readonly SoapValue[]): SoapValue => ({ kind: 'list', of, items });
export const references = (items: readonly Reference[]): SoapValue => list('ManagedObjectReference', items);

/** As a field whose type the schema gives. A list repeats the tag. */
export function writeField(tag: string, value: SoapValue | undefined): string {
  if (value === undefined) return '';
  switch (value.kind) {
    case 'scalar':
      return `<${tag}>${escapeXml(value.text)}</${tag}>`;
    case 'reference':
      return `<${tag} type="${value.type}">${escapeXml(value.id)}</${tag}>`;
    case 'object':
      return `<${tag}${value.polymorphic ? ` xsi:type="${value.type}"` : ''}>${writeFields(value.fields)}</${tag}>`;
    case 'list':
      return value.items.map((item) => writeField(tag, item)).join('');
  }
}

/** As a value of any type (`xsd:anyType`), which says its own. */
export function writeAny(tag: string, value: SoapValue): string {
  switch (value.kind) {
    case 'scalar':
      return `<${tag} xsi:type="${value.type}">${escapeXml(value.text)}</${tag}>`;
    case 'reference':
      return `<${tag} type="${value.type}" xsi:type="ManagedObjectReference">${escapeXml(value.id)}</${tag}>`;
    case 'object':
      return `<${tag} xsi:type="${value.type}">${writeFields(value.fields)}</${tag}>`;
    case 'list': {
      const [first = '', ...rest] = value.of;
      const items = value.items.map((item) => (item.kind === 'object' ? writeField(value.of, item) : writeAny(value.of, item)));
      return `<${tag} xsi:type="ArrayOf${first.toUpperCase()}${rest.join('')}">${items.join('')}</${tag}>`;
    }
  }
}

export function writeFields(fields: Fields): string {
  return Object.entries(fields)
    .map(([tag, value]) => writeField(tag, value))
    .join('');
}
