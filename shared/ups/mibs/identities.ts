import { text, type MibTable } from './mib-table.js';

// Who a device is, where another MIB tells everything else: RFC 1628, or the maker's own.

export const abb: MibTable = {
  name: 'abb',
  title: 'ABB modular UPS',
  source: 'ABBMODULARUPS-MIB (LibreNMS abbups); recording of a PowerScale',
  base: '1.3.6.1.4.1.53973.1.1.1.1.1',
  probes: ['2.0', '1.0'],
  rows: [text('1.0', 'manufacturer'), text('2.0', 'model'), text('3.0', 'firmware')],
};

export const orvaldi: MibTable = {
  name: 'orvaldi',
  title: 'Orvaldi (21111)',
  source: 'companyMIB (LibreNMS orvaldi-ups)',
  base: '1.3.6.1.4.1.21111.1.1',
  probes: ['1.3.0', '1.4.0'],
  rows: [text('1.3.0', 'model'), text('1.4.0', 'serial'), text('1.6.0', 'firmware', /^(?:VERFW:)?(.+)$/)],
};

export const powerAlert: MibTable = {
  name: 'poweralert',
  title: 'Tripp Lite PowerAlert 12',
  source: 'TRIPPLITE-MIB (850.100.1); recording of a SMART1500RMXL2UA',
  base: '1.3.6.1.4.1.850.100.1.1',
  probes: ['2.0', '1.0'],
  manufacturer: 'Tripp Lite',
  rows: [text('2.0', 'serial')],
};

/** Beside CPQPOWER, and in power strips as well: what is read there alone is no UPS. */
export const cpqDevice: MibTable = {
  name: 'cpqdevice',
  title: 'HP/HPE power devices',
  source: 'CPQPOWER-MIB (deviceSerialNumber); NUT compaq-mib',
  base: '1.3.6.1.4.1.232.165.1.2',
  probes: ['7.0'],
  rows: [text('7.0', 'serial')],
};
