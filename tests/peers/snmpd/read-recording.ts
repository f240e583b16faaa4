import { readFileSync } from 'node:fs';
import type { Fact } from './recordings.js';

const servedTypes = new Set(['2', '4', '4x', '6', '65', '66', '67']);
const walkTypes: Readonly<Record<string, Fact[1]>> = {
  INTEGER: '2',
  STRING: '4',
  Gauge32: '66',
  Counter32: '65',
  Timeticks: '67',
  OID: '6',
  'Hex-STRING': '4x',
};

/** Objects of a recording file: snmpsim's `.snmprec` or the output of `snmpwalk -On`. NULLs and what snmpd cannot pass on are left out. */
export function readRecording(path: string): readonly Fact[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.map(path.endsWith('.snmpwalk') ? walkLine : recordLine).filter((fact) => fact !== undefined);
}

function recordLine(line: string): Fact | undefined {
  const [oid = '', type = '', ...rest] = line.split('|');
  return /^[\d.]+$/.test(oid) && servedTypes.has(type) ? [oid, type as Fact[1], rest.join('|')] : undefined;
}

function walkLine(line: string): Fact | undefined {
  const [, oid = '', typed = ''] = /^\.([\d.]+) = (.*)$/.exec(line) ?? [];
  if (oid === '') return undefined;
  const [, name, body = ''] = /^([A-Za-z0-9-]+): (.*)$/.exec(typed) ?? [];
  if (name === undefined) return /^\d+$/.test(typed) ? [oid, '67', typed] : undefined;
  const type = walkTypes[name];
  if (type === undefined) return undefined;
  if (type === '67') return [oid, type, /\((\d+)\)/.exec(body)?.[1] ?? body];
  return [oid, type, body.replace(/^"(.*)"$/, '$1')];
}
