import { describe, expect, it } from 'vitest';
import { all, at, parseXml, referenceOf, textAt } from './xml-tree.js';

const real = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soapenv:Body><R xmlns="urn:vim25"><returnval>
<propSet><name>runtime.host</name><val type="HostSystem" xsi:type="ManagedObjectReference">host-9</val></propSet>
<propSet><name>name</name><val xsi:type="xsd:string">R&amp;D &#39;x&#39; &#x2F; &quot;q&quot; &unknown;</val></propSet>
</returnval></R></soapenv:Body></soapenv:Envelope>`;

describe('an answer', () => {
  it('reads the same whatever prefixes the server chose', () => {
    const others = [
      real,
      real.replaceAll('xsi:type', '_XMLSchema-instance:type'),
      real.replaceAll('xsi:type', 'XMLSchema-instance:type'),
      real.replaceAll('soapenv:', 'S:').replaceAll('xmlns:soapenv', 'xmlns:S'),
      real.replaceAll('soapenv:', '').replace('xmlns:soapenv', 'xmlns'),
    ];
    for (const source of others) {
      const sets = all(at(parseXml(source), 'Body', 'R', 'returnval'), 'propSet');
      const host = at(sets[0], 'val');
      expect(referenceOf(host)).toEqual({ type: 'HostSystem', id: 'host-9' });
      expect(host?.xsiType).toBe('ManagedObjectReference');
      expect(textAt(sets[1], 'val')).toBe(`R&D 'x' / "q" &unknown;`);
      expect(at(sets[1], 'val')?.xsiType).toBe('string');
    }
  });

  it('keeps blanks, CDATA as it is, and numbers as text', () => {
    const node = parseXml('<a><b> 007 </b><c><![CDATA[<x> &amp; y]]></c><d/><e></e></a>');
    expect(textAt(node, 'b')).toBe(' 007 ');
    expect(textAt(node, 'c')).toBe('<x> &amp; y');
    expect(textAt(node, 'd')).toBeUndefined();
    expect(textAt(node, 'e')).toBeUndefined();
    expect(textAt(node, 'b', 'nothing', 'there')).toBeUndefined();
  });

  it('is none when it is broken, empty, no XML, or brings a DOCTYPE', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxx">]><a>&x;</a>';
    for (const source of ['', 'plain', '<a><b></a>', '<a/><b/>', '{"a":1}', bomb]) expect(parseXml(source)).toBeUndefined();
  });

  it('reads 20,000 escaped characters without giving up', () => {
    expect(textAt(parseXml(`<a><b>${'&amp;'.repeat(20_000)}</b></a>`), 'b')).toBe('&'.repeat(20_000));
  });
});
