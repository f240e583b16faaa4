import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApcupsdUps } from '../../electron/adapters/apcupsd/apcupsd-ups.js';
import type { MeasureField } from '../../shared/ups/mibs/mib-table.js';
import type { Reading } from '../../shared/ups/reading.js';
import { startNisReplay, type NisReplay } from '../peers/apcupsd/nis-replay.js';
import { describeRecordings } from '../peers/recordings.js';

let server: NisReplay;
beforeAll(async () => {
  server = await startNisReplay();
});
afterAll(async () => {
  await server.close();
});

async function read(lines: readonly string[]): Promise<Reading> {
  server.serve(lines);
  const opened = openApcupsdUps('corpus', { scheme: 'apcupsd', host: '127.0.0.1', port: server.port });
  if (!opened.ok) throw new Error(opened.failure.code);
  const found = await opened.value.read();
  opened.value.close();
  if (!found.ok) throw new Error(`${found.failure.code} ${JSON.stringify(found.failure.message)}`);
  return found.value;
}

describeRecordings('captured replies of apcupsd', 'apcupsd', (folder) => {
  const expected: Readonly<Record<string, string>> = {
    online: 'mains',
    onbattery: 'battery',
    lowbattery: 'battery lowBattery forcedShutdown',
    selftest: 'battery selfTest',
    overload: 'mains overload',
    commlost: 'unknown communicationLost',
    'online-nobatt': 'mains noBattery',
  };
  const records: readonly (readonly [MeasureField, string, number])[] = [
    ['chargePercent', 'BCHARGE', 1],
    ['runtimeSeconds', 'TIMELEFT', 60],
    ['loadPercent', 'LOADPCT', 1],
    ['inputVolts', 'LINEV', 1],
    ['batteryVolts', 'BATTV', 1],
    ['temperatureCelsius', 'ITEMP', 1],
  ];
  const table: string[] = [];
  afterAll(() => {
    console.info(['', ...table].join('\n'));
  });

  it.each(readdirSync(folder).filter((file) => file.includes('__') && !file.includes('events')))('%s', async (file) => {
    const lines = readFileSync(join(folder, file), 'latin1')
      .split('\n')
      .filter((line) => line !== '');
    const found = await read(lines);
    const shown = records.map(([field]) => String(found[field] ?? '-').padStart(7)).join('');
    table.push(
      `${file.padEnd(46)} ${found.power.padEnd(8)}${shown} ${found.batteryDate ?? '-'} ${found.flags.join(',')} | ${found.model ?? '-'}`,
    );
    const state = /__([a-z-]+)\.txt$/.exec(file)?.[1] ?? '';
    expect([found.power, ...found.flags].join(' ')).toBe(expected[state]);
    for (const [field, key, scale] of records) {
      const line = lines.find((one) => one.startsWith(key));
      const told = line === undefined ? undefined : Number.parseFloat(line.slice(line.indexOf(':') + 1)) * scale;
      expect(found[field], key).toBe(state === 'commlost' ? undefined : told);
    }
  });
});

describe('replies of older daemons and smaller devices', () => {
  const old = {
    VERSION: '3.12.4 (19 August 2006) debian',
    LOADPCT: ' 24.0 Percent Load Capacity',
    BCHARGE: '095.0 Percent',
    TIMELEFT: ' 19.0 Minutes',
    ITEMP: '34.6 C Internal',
    STATFLAG: '0x07000008 Status Flag',
    STATUS: 'ONLINE ',
    MANDATE: '2003-05-08',
    BATTDATE: '2001-09-25',
    HUMIDITY: 'N/A',
  };
  const told = (change: Readonly<Record<string, string>>) =>
    read(Object.entries({ ...old, ...change }).map(([key, value]) => `${key.padEnd(9)}: ${value}`));

  it('are read in their own words, with a battery date of the factory left out', async () => {
    const found = await told({});
    expect(found).toMatchObject({ power: 'mains', loadPercent: 24, chargePercent: 95, runtimeSeconds: 1140, temperatureCelsius: 34.6 });
    expect(found.batteryDate).toBe('2003-05-08');
  });

  it.each([
    ['Wed Jun 08 19:51:27 CEST 2011', 'Wed Jun 08 19:51:45 CEST 2011', 'mains'],
    ['Wed Jun 08 19:40:27 CEST 2011', 'Wed Jun 08 19:51:45 CEST 2011', 'unknown communicationLost'],
    ['2026-11-22 13:32:07 +0000', '2026-11-22 13:36:07 +0000', 'unknown communicationLost'],
    ['2026-11-22 13:35:07 +0000', '2026-11-22 13:36:07 +0000', 'mains'],
  ])('last heard of the UPS at %s, told at %s: %s', async (date, end, expected) => {
    const { power, flags } = await told({ DATE: date, 'END APC': end });
    expect([power, ...flags].join(' ')).toBe(expected);
  });

  it('believes a dumb UPS, whose date stays that of the start', async () => {
    const dumb = { MODEL: 'DUMB UPS Driver', STATUS: 'ONLINE SLAVEDOWN', STATFLAG: '0x07000808 Status Flag' };
    const times = { DATE: 'Fri Jun 03 13:17:51 PDT 2011', 'END APC': 'Wed Jun 08 19:51:30 PDT 2011' };
    expect(await told({ ...dumb, ...times })).toMatchObject({ power: 'mains', flags: [] });
  });

  it('knows nothing while the daemon has not yet heard of its UPS', async () => {
    const waiting = await told({ STATUS: '', STATFLAG: '0x05000000' });
    expect(waiting).toMatchObject({ power: 'unknown', flags: [] });
  });

  it('says which contact is lost', async () => {
    expect(await told({ STATUS: 'COMMLOST', STATFLAG: '0x05000108' })).toMatchObject({ lostContact: 'deviceSilent' });
    const silent = { DATE: '2026-11-22 13:00:00 +0000', 'END APC': '2026-11-22 13:36:07 +0000' };
    expect(await told(silent)).toMatchObject({ lostContact: 'dataStale' });
  });
});
