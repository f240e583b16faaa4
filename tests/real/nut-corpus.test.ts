import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNutUps } from '../../electron/adapters/nut/nut-ups.js';
import { ranges } from '../../shared/ups/sane.js';
import type { Reading } from '../../shared/ups/reading.js';
import { serverThere } from '../peers/available.js';
import { nutProgram, startUpsd, type UpsdPeer } from '../peers/nut/upsd.js';
import { describeRecordings } from '../peers/recordings.js';

const measured = [
  'chargePercent',
  'runtimeSeconds',
  'loadPercent',
  'inputVolts',
  'outputVolts',
  'batteryVolts',
  'temperatureCelsius',
  'outputWatts',
] as const;
type Field = (typeof measured)[number];

/** Where a value may come from; the first is the field's own name and must be told when it holds a number that can be. */
const sources: Readonly<Record<Field, RegExp>> = {
  chargePercent: /^battery\.charge$/,
  runtimeSeconds: /^battery\.runtime$/,
  loadPercent: /^(ups\.load|output\.(L\d\.)?power\.percent|ups\.L\d\.load)$/,
  inputVolts: /^input\.(L\d(-N|-L\d)?\.|\d\.)?voltage$/,
  outputVolts: /^output\.(L\d(-N|-L\d)?\.)?voltage$/,
  batteryVolts: /^battery\.voltage$/,
  temperatureCelsius: /^(ups|battery)\.temperature$/,
  outputWatts: /^(ups|output)\.(L\d\.)?realpower$/,
};

/** What the states of real devices mean, decided by reading them; `file fragment: status` for those that their values belie. */
const powers: readonly (readonly [RegExp, Reading['power']])[] = [
  [/(^| )OFF( |$)/, 'off'],
  [/(^| )BYPASS( |$)/, 'bypass'],
  [/(^| )OB( |$)/, 'battery'],
  [/(^| )(OL|TRIM|BOOST)( |$)/, 'mains'],
];

/** Values of dumps that cannot be, or contradict their neighbours; each with the reason why they are not told, or told differently. */
const notTold: Readonly<Record<string, string>> = {
  'Riello__IPG_600 chargePercent': '255 is all ones',
  'Riello__iDialog chargePercent': '255 is all ones',
  'Tripp_Lite__OMNIPLUS chargePercent': '0 % beside 22 minutes is not measured',
  'Eaton__93PM chargePercent': '0 % and 0 s on mains without a low battery are not measured',
  'Eaton__93PM batteryVolts': '1 V is the scale’s smallest step',
  MGE_UPS_SYSTEMS__Comet: 'nothing but zeros and numbers of another scale',
};

/** Text of a dump as its driver would have said it: comments and notes of the collection taken off. */
function variablesOf(path: string): ReadonlyMap<string, string> {
  const lines = readFileSync(path, 'latin1').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([a-z][\w.-]*): ?(.*?)\s*(?:#.*)?$/i.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? ''] as const];
    }),
  );
}

const dumps = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.dev'));
const isThere = serverThere('dumps of NUT’s drivers', ['upsd']) && (nutProgram('dummy-ups') !== undefined || process.env['CI'] === 'true');

describeRecordings('dumps of NUT’s drivers for real devices', 'nut', (folder) => {
  describe.runIf(isThere)('served by upsd', () => {
    const files = dumps(folder);
    const nameOf = (file: string) => `dump${String(files.indexOf(file))}`;
    const table: string[] = [];
    let server: UpsdPeer;
    beforeAll(async () => {
      server = await startUpsd(files.map((file) => ({ name: nameOf(file), driver: 'dummy-ups', dump: join(folder, file) })));
    }, 60_000);
    afterAll(async () => {
      await server.stop();
      console.info(['', ...table].join('\n'));
    });

    async function read(file: string): Promise<Reading> {
      const address = { scheme: 'nut', host: '127.0.0.1', port: server.port, ups: nameOf(file), tls: false } as const;
      const opened = openNutUps('corpus', address, async () => undefined);
      if (!opened.ok) throw new Error(opened.failure.code);
      const found = await opened.value.read();
      opened.value.close();
      if (!found.ok) throw new Error(`${found.failure.code} ${JSON.stringify(found.failure.message)}`);
      return found.value;
    }

    function expectMeasured(file: string, field: Field, value: number | undefined, variables: ReadonlyMap<string, string>): void {
      const told = [...variables].filter(([name]) => sources[field].test(name)).map(([, text]) => Number(text));
      if (value === undefined) {
        const { min, max } = ranges[field];
        const excused = Object.keys(notTold).some(
          (key) => file.startsWith(key.split(' ')[0] ?? '') && (!key.includes(' ') || key.endsWith(field)),
        );
        const could = told.filter((one) => one > 0 && one >= min && one <= max && one !== 65_535);
        if (!excused) expect(could, `${field} is not told`).toEqual([]);
        return;
      }
      const sum = told.reduce((all, one) => all + one, 0);
      const possible = [
        ...told,
        sum,
        ...told.map((one) => one / 10),
        // 21.2 V of a battery of 192 V.
        ...(file.includes('SU6000RT4U') ? told.map((one) => one * 10) : []),
        ...told.map((one) => one - 273.15),
      ];
      expect(
        possible.some((one) => Math.abs(one - value) < 0.06 || (field === 'chargePercent' && value === 100 && one > 100)),
        `${field} ${String(value)} is none of ${told.join(', ')}`,
      ).toBe(true);
    }

    it.each(files)('%s', async (file) => {
      const variables = variablesOf(join(folder, file));
      const found = await read(file);
      const cells = measured.map((field) => String(found[field] ?? '-').padStart(8));
      const phases = found.phases === undefined ? '' : ` ${String(found.phases.length)} phases`;
      const doubts = (found.disagreements ?? []).map((one) => one.field).join();
      // The dummy driver says that it is on line where a dump has no status.
      const status = variables.get('ups.status') ?? 'OL';
      table.push(
        `${file.slice(0, -4).padEnd(62)} ${status.padEnd(20)} ${found.power.padEnd(7)} ${cells.join('')} ${found.batteryDate ?? '-'.padEnd(10)} ${found.flags.join(',')}${phases}${doubts === '' ? '' : ` ?${doubts}`} | ${[found.manufacturer, found.model, found.serial, found.firmware].map((word) => word ?? '-').join(' / ')}`,
      );
      expect(found.requests).toBe(1);
      const expected = powers.find(([pattern]) => pattern.test(status))?.[1] ?? 'unknown';
      const isFeeding = Number(variables.get('output.voltage') ?? 230) > 50 && Number(variables.get('ups.load')) > 0;
      const isUps = !/^(pdu|ats|psu)$/.test(variables.get('device.type') ?? '');
      expect(found.power).toBe(!isUps ? 'unknown' : expected === 'off' && isFeeding ? 'mains' : expected);
      if (/\bFSD\b/.test(status)) expect(found.flags).toContain('forcedShutdown');
      if (/\bLB\b/.test(status)) expect(found.flags).toContain('lowBattery');
      for (const field of measured) expectMeasured(file, field, found[field], variables);
    });
  });
});
