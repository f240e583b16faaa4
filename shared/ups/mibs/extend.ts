import { number, type MeasureField, type MibTable, type NumberRow } from './mib-table.js';

/** `nsExtendOutputFull."ups-apcups"` */
const output = '10.117.112.115.45.97.112.99.117.112.115';

/** From the JSON of newer scripts, or line by line from older ones. */
const told = (field: MeasureField, scale: number, key: string, line: number): readonly NumberRow[] => [
  number(output, field, scale, { pick: new RegExp(`"${key}"\\s*:\\s*"?(-?[\\d.]+)`) }),
  number(output, field, scale, { pick: new RegExp(`^(?:[\\d.]+\\n){${String(line)}}([\\d.]+)(?:\\n|$)`) }),
];

/** A server whose own apcupsd is handed on by net-snmp: values, no state, so that where the power comes from stays unknown. */
export const extend: MibTable = {
  name: 'extend',
  title: 'apcupsd through NET-SNMP-EXTEND',
  source: 'LibreNMS agent, snmp/ups-apcups.sh: JSON, and formerly seven lines',
  base: '1.3.6.1.4.1.8072.1.3.2.3.1.2',
  probes: [output],
  rows: [
    ...told('inputVolts', 1, 'input_voltage', 0),
    ...told('loadPercent', 1, 'load', 1),
    ...told('chargePercent', 1, 'charge', 2),
    ...told('runtimeSeconds', 60, 'time_remaining', 3),
    ...told('batteryVolts', 1, 'battery_voltage', 4),
  ],
};
