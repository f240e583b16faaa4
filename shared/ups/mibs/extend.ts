import { number, type MeasureField, type MibTable, type NumberRow } from './mib-table.js';
import { nutStatus } from './nut-words.js';

/** `nsExtendOutputFull."ups-apcups"` up to its last letter, so that another extension of the server is not taken for this one. */
const apcupsBase = '1.3.6.1.4.1.8072.1.3.2.3.1.2.10.117.112.115.45.97.112.99.117.112';
const apcupsOutput = '115';
/** `nsExtendOutputFull."ups-nut"` likewise. */
const nutBase = '1.3.6.1.4.1.8072.1.3.2.3.1.2.7.117.112.115.45.110.117';
const nutOutput = '116';

/** So many whole lines before what is looked for. */
const after = (lines: number) => `^(?:[^\\n]*\\n){${String(lines)}}`;

/** From the JSON of newer scripts, or line by line from older ones. */
const told = (field: MeasureField, scale: number, key: string, line: number): readonly NumberRow[] => [
  number(apcupsOutput, field, scale, { pick: new RegExp(`"${key}"\\s*:\\s*"?(-?[\\d.]+)`) }),
  number(apcupsOutput, field, scale, { pick: new RegExp(`^(?:[\\d.]+\\n){${String(line)}}([\\d.]+)(?:\\n|$)`) }),
];

/** A server whose own apcupsd is handed on by net-snmp: values, no state, so that where the power comes from stays unknown. */
export const extend: MibTable = {
  name: 'extend',
  title: 'apcupsd through NET-SNMP-EXTEND',
  source: 'LibreNMS agent, snmp/ups-apcups.sh: JSON, and formerly seven lines',
  base: apcupsBase,
  probes: [apcupsOutput],
  rows: [
    ...told('inputVolts', 1, 'input_voltage', 0),
    ...told('loadPercent', 1, 'load', 1),
    ...told('chargePercent', 1, 'charge', 2),
    ...told('runtimeSeconds', 60, 'time_remaining', 3),
    ...told('batteryVolts', 1, 'battery_voltage', 4),
  ],
};

/** Lines of values before those of the status. */
const nutValues = 8;

/** Newer scripts tell the words in this order as lines of `1` or `0`, from the ninth line on. */
const linesOf = ['OL', 'OB', 'LB', 'HB', 'RB', 'CHRG', 'DISCHRG', 'BYPASS', 'CAL', 'OFF', 'OVER', 'TRIM', 'BOOST', 'FSD'];

const asLineOrWord = (word: string): string => {
  const asLine = `${after(nutValues + linesOf.indexOf(word))}(1)(?:\\n|$)`;
  const asWord = `${after(nutValues)}(?:[A-Z]+ )*(${word})(?: |\\n|$)`;
  return `${asLine}|${asWord}`;
};

const nutValue = (field: MeasureField, line: number) =>
  number(nutOutput, field, 1, { pick: new RegExp(`${after(line)}([\\d.]+)(?:\\n|$)`) });

/** A server whose own NUT is handed on by net-snmp: eight values, then the status, in words on one line or as a line for each word. */
export const extendNut: MibTable = {
  name: 'extendnut',
  title: 'NUT through NET-SNMP-EXTEND',
  source: 'LibreNMS agent, snmp/ups-nut.sh, both forms',
  base: nutBase,
  probes: [nutOutput],
  rows: [
    ...nutStatus(nutOutput, asLineOrWord),
    nutValue('chargePercent', 0),
    nutValue('runtimeSeconds', 2),
    nutValue('batteryVolts', 3),
    nutValue('inputVolts', 6),
    nutValue('loadPercent', 7),
  ],
};
