import { describe, expect, it } from 'vitest';
import { parseXml } from './xml-tree.js';
import { isWhole } from './xml-whole.js';

const whole = `<?xml version="1.0"?>
<!-- a > b --><s:a x="1 > 0" y='"'><b/><c z="/"></c><d><![CDATA[</a>]]></d>text &lt;</s:a >
`;

describe('a whole document', () => {
  it('is one root with every tag closed in its turn', () => {
    for (const source of [whole, '<a/>', '\ufeff<a></a>', '<a><a></a></a>']) expect(isWhole(source)).toBe(true);
    for (const source of [
      '',
      ' ',
      'x',
      '<a>',
      '</a>',
      '<a></b>',
      '<a><b></a></b>',
      '<a/><a/>',
      '<a/>x',
      'x<a/>',
      '<a b="<"/>',
      '<a',
      '<a b="',
      '<1/>',
    ])
      expect(isWhole(source), source).toBe(false);
  });

  it('is none when it broke off anywhere', () => {
    const end = whole.trimEnd().length;
    for (let length = 0; length < end; length += 1) expect(parseXml(whole.slice(0, length))).toBeUndefined();
    expect(parseXml(whole.slice(0, end))?.name).toBe('a');
  });

  it('is found out about in one pass, whatever it is made of', () => {
    expect(isWhole(`<a>${'<b c="'.repeat(50_000)}`)).toBe(false);
    expect(isWhole(`<a>${'<!--'.repeat(50_000)}`)).toBe(false);
    expect(isWhole(`<a ${'b="c" '.repeat(50_000)}/>`)).toBe(true);
  });
});
