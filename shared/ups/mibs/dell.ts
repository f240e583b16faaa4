import { flag, number, state, text, type MibTable } from './mib-table.js';
import { abmStatus } from './xups.js';

/** Dell UPS (built by Eaton). Beside it the cards speak RFC 1628, which alone tells where the power comes from. */
export const dell: MibTable = {
  name: 'dell',
  title: 'Dell DELL-SNMP-UPS',
  source: 'DELL-SNMP-UPS-MIB',
  base: '1.3.6.1.4.1.674.10902.2',
  probes: ['120.5.3.0', '120.2.6.0', '120.5.1.0'],
  manufacturer: 'Dell',
  rows: [
    state('120.5.1.0', 'physicalBatteryABMStatus', { 1: abmStatus[1] ?? {}, 2: flag('discharging') }, { critical: true }),
    number('120.5.3.0', 'runtimeSeconds', 1),
    number('120.2.6.0', 'outputWatts', 1),
    text('100.1.0', 'model'),
    text('100.4.0', 'firmware'),
    text('120.1.2.0', 'serial'),
  ],
};
