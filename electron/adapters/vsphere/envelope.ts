/** A piece of well-formed XML; only the functions of this file make one, so nothing reaches the wire unescaped. */
export interface Xml {
  readonly xml: string;
}

/** A managed object as vSphere names it: `VirtualMachine` and `vm-12`. */
export interface Reference {
  readonly type: string;
  readonly id: string;
}

/** Escapes text and attribute values; characters that XML 1.0 forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replaceAll('\r', '&#13;');
}

/** An element with a value, or with elements in the order that the schema wants. `xsiType` names a derived type. */
export function element(name: string, content: string | number | boolean | readonly Xml[], xsiType?: string): Xml {
  const inner = typeof content === 'object' ? content.map((one) => one.xml).join('') : escapeXml(String(content));
  const type = xsiType === undefined ? '' : ` xsi:type="${escapeXml(xsiType)}"`;
  return { xml: `<${name}${type}>${inner}</${name}>` };
}

export function referenceElement(name: string, reference: Reference): Xml {
  return { xml: `<${name} type="${escapeXml(reference.type)}">${escapeXml(reference.id)}</${name}>` };
}

/** A whole request: the method on an object with its arguments. */
export function envelope(method: string, target: Reference, args: readonly Xml[]): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>' +
    `<${method} xmlns="urn:vim25">${referenceElement('_this', target).xml}${args.map((one) => one.xml).join('')}</${method}>` +
    '</soapenv:Body></soapenv:Envelope>'
  );
}
