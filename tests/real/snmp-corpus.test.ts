import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import { ranges } from '../../shared/ups/sane.js';
import type { MeasureField } from '../../shared/ups/mibs/mib-table.js';
import type { Reading } from '../../shared/ups/reading.js';
import { serverThere } from '../peers/available.js';
import { describeRecordings, recordingsOf } from '../peers/recordings.js';
import { readRecording } from '../peers/snmpd/read-recording.js';
import { managementCard, type Fact } from '../peers/snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

/** Phases and disagreements, where a device has them. */
function saysMore({ phases, disagreements }: Reading): string {
  const perPhase = phases?.map(
    ({ phase, loadPercent, outputVolts }) => `L${String(phase)} ${String(outputVolts)} V ${String(loadPercent)} %`,
  );
  const apart = disagreements?.map(
    ({ field, said }) => `${field}: ${said.map(({ source, value }) => `${source} ${String(value)}`).join(', ')}`,
  );
  return [...(perPhase ?? []), ...(apart ?? [])].map((word) => ` | ${word}`).join('');
}

interface Sensor {
  readonly sensor_class: string;
  readonly sensor_oid: string;
  readonly sensor_descr: string;
  readonly sensor_divisor: number;
}

/** What another program (LibreNMS) makes of a recording: which objects it takes for which quantity, and how it scales them. */
function sensorsOf(file: string): readonly Sensor[] {
  const path = join(recordingsOf('expected'), `${basename(file).replace(/\.[a-z]+$/, '')}.json`);
  if (!existsSync(path)) return [];
  const expected = JSON.parse(readFileSync(path, 'utf8')) as { sensors?: { discovery?: { sensors?: readonly Sensor[] } } };
  return expected.sensors?.discovery?.sensors ?? [];
}

const classes: Readonly<Partial<Record<MeasureField, readonly [className: string, description: RegExp]>>> = {
  chargePercent: ['charge', /./],
  runtimeSeconds: ['runtime', /remaining|runtime/i],
  loadPercent: ['load', /./],
  inputVolts: ['voltage', /^(in\b|in L|input)/i],
  outputVolts: ['voltage', /^out/i],
  batteryVolts: ['voltage', /batter/i],
  temperatureCelsius: ['temperature', /./],
};

/** Objects of which LibreNMS itself takes a value that cannot be; each with the reason why Sundown does not follow. */
const librenmsErrs: Readonly<Record<string, string>> = {
  'sinetica.snmprec inputVolts': 'it divides whole volts by ten: 20.6 V',
  'sinetica.snmprec outputVolts': 'it divides whole volts by ten: 20.8 V',
  'cyberpower_pr2200rt2uc.snmprec temperatureCelsius': 'it reads the probe in the room; the battery’s own object says 27 °C',
  'netagent2.snmprec runtimeSeconds': '9999 is "not known" (XPPC)',
  'liebert_weblbds.snmprec temperatureCelsius': 'the air conditioner behind the same card, not the UPS',
};

/** Raw values that say nothing: a field of which the recording holds only these may be absent. */
const sayNothing: ReadonlySet<number> = new Set([0, -1, -273, 65_534, 65_535]);

interface Other {
  readonly raw: number;
  /** In Sundown's unit. */
  readonly value: number;
}

/** Values LibreNMS reads. */
function othersValues(sensors: readonly Sensor[], facts: readonly Fact[], field: MeasureField): readonly Other[] {
  const [className = '', description = /./] = classes[field] ?? [];
  const values = new Map(facts.map(([oid, , value]) => [oid, Number(value)]));
  return sensors
    .filter((sensor) => sensor.sensor_class === className && description.test(sensor.sensor_descr))
    .flatMap((sensor) => {
      const raw = values.get(sensor.sensor_oid.replace(/^\./, ''));
      return raw === undefined ? [] : [{ raw, value: (raw / sensor.sensor_divisor) * (field === 'runtimeSeconds' ? 60 : 1) }];
    });
}

/** Not UPSes, or nothing of a UPS in the recording; each with what it is. */
const notAUps: Readonly<Record<string, string>> = {
  'inmatics_sputnik__hardware-ups-sputnik.snmpwalk': 'sensors of an environment monitor',
  'liebert.snmprec': 'a power strip (MPH) behind a Liebert card',
  'liebert_web485.snmprec': 'a power distribution cabinet (FPC)',
  'poweralert_3.snmprec': 'a power strip',
  'poweralert_poweralert.snmprec': 'a power strip',
  'vertiv-power.snmprec': 'an air conditioner (PEX)',
};

/** States of the recording that the manifest names, and what they mean. */
interface Stated {
  readonly power?: Reading['power'];
  readonly chargePercent?: number;
  readonly minutes?: number;
}

const statedPower: Readonly<Record<string, Readonly<Record<string, Reading['power']>>>> = {
  upsOutputSource: { 3: 'mains' },
  xupsOutputSource: { 3: 'mains' },
  upsBasicOutputStatus: { 2: 'mains' },
  upsBaseOutputStatus: { 2: 'mains' },
  mgOnBattery: { 2: 'mains' },
};

function statedIn(manifest: string, file: string): Stated {
  const row = manifest.split('\n').find((line) => line.split('|')[1]?.trim().endsWith(`/${file}`) === true) ?? '';
  const facts = new Map([...(row.split('|')[5] ?? '').matchAll(/(\w+)=(-?\d+)/g)].map(([, name = '', value = '']) => [name, value]));
  const power = Object.entries(statedPower).flatMap(([name, meanings]) => meanings[facts.get(name) ?? ''] ?? [])[0];
  const charge = Number(facts.get('charge') ?? -1);
  const minutes = Number(facts.get('minutes') ?? 0);
  return {
    ...(power === undefined ? {} : { power }),
    ...(charge > 0 ? { chargePercent: charge } : {}),
    // 1092 minutes are 65535 seconds: "not known".
    ...(minutes > 0 && minutes !== 1092 ? { minutes } : {}),
  };
}

describeRecordings('recordings of real cards', 'snmp', (recordings) => {
  describe.runIf(serverThere('recordings of real cards', ['snmpd']))('served by net-snmp’s agent', () => {
    const manifestPath = join(recordings, 'MANIFEST.md');
    const manifest = existsSync(manifestPath) ? readFileSync(manifestPath, 'utf8') : '';
    const files = readdirSync(recordings).filter((file) => /\.(snmprec|snmpwalk)$/.test(file));
    const table: string[] = [];
    let agent: SnmpdPeer;
    beforeAll(async () => {
      agent = await startSnmpd({ facts: managementCard });
    });
    afterAll(async () => {
      await agent.stop();
      console.info(['', ...table].join('\n'));
    });

    async function readTwice(facts: readonly Fact[]): Promise<Reading | string> {
      agent.serve(facts);
      const address = { scheme: 'snmp', host: '127.0.0.1', port: agent.port, version: '2c' } as const;
      const opened = await openSnmpUps('corpus', address, async () => 'public');
      if (!opened.ok) throw new Error(opened.failure.code);
      const first = await opened.value.read();
      const second = await opened.value.read();
      opened.value.close();
      if (!first.ok || !second.ok) return first.ok ? 'second read failed' : first.failure.code;
      const lasting = ({ readAt: _at, roundTripMs: _ms, requests: _requests, ...rest }: Reading) => rest;
      expect(lasting(second.value), 'the second reading, by one request').toEqual(lasting(first.value));
      return second.value;
    }

    it.each(files)('%s', async (file) => {
      const facts = readRecording(join(recordings, file));
      const found = await readTwice(facts);
      if (typeof found === 'string') {
        table.push(`${file.padEnd(52)} ${found}`);
        expect([found, notAUps[file]]).toEqual(['ups/unknownDevice', expect.any(String)]);
        return;
      }
      const { mib = '', power, flags, requests, chargePercent, runtimeSeconds, loadPercent, inputVolts, batteryVolts } = found;
      const shown = [chargePercent, runtimeSeconds, loadPercent, inputVolts, found.outputVolts, batteryVolts, found.temperatureCelsius];
      const cells = [...shown, found.outputWatts].map((value) => String(value ?? '-').padStart(8));
      table.push(
        `${file.padEnd(52)} ${mib.padEnd(19)} ${power.padEnd(7)} ${cells.join('')} ${String(requests)} ${flags.join(',')} | ${[found.manufacturer, found.model, found.serial, found.firmware, found.batteryDate].map((word) => word ?? '-').join(' / ')}${saysMore(found)}`,
      );
      const alarmWalks = flags.length > 0 || file.includes('9pxle') ? 1 : 0;
      expect(requests).toBeLessThanOrEqual(1 + alarmWalks);
      for (const [field, { min, max }] of Object.entries(ranges) as [MeasureField, { min: number; max: number }][]) {
        const value = found[field];
        if (value === undefined) continue;
        expect(value, field).toBeGreaterThanOrEqual(min);
        expect(value, field).toBeLessThanOrEqual(max);
      }
      for (const field of Object.keys(classes) as MeasureField[]) {
        if (librenmsErrs[`${file} ${field}`] !== undefined) continue;
        const value = found[field];
        const others = othersValues(sensorsOf(file), facts, field);
        const tolerance = field === 'runtimeSeconds' ? 60 : 1;
        const telling = others.filter((other) => !sayNothing.has(other.raw));
        if (value === undefined) expect(telling, `${field} is told, and not read`).toEqual([]);
        else if (others.length > 0) {
          const near = others.some((other) => Math.abs(other.value - value) <= tolerance);
          expect(near, `${field} ${String(value)} is none of ${others.map((other) => other.value).join(', ')}`).toBe(true);
        }
      }
      const stated = statedIn(manifest, file);
      expect(found, 'the states that the manifest names').toMatchObject({
        ...(stated.power === undefined ? {} : { power: stated.power }),
        ...(stated.chargePercent === undefined ? {} : { chargePercent: stated.chargePercent }),
      });
      if (stated.minutes !== undefined)
        expect(Math.abs((found.runtimeSeconds ?? 0) / 60 - stated.minutes)).toBeLessThanOrEqual(stated.minutes * 0.2);
    });

    const ofThreeMibs = join(recordings, 'eaton-mgeups_9pxle.snmprec');
    it.runIf(existsSync(ofThreeMibs))('reads the device that speaks three MIBs the same through each of them', async () => {
      const all = readRecording(ofThreeMibs);
      const bases = { xups: '1.3.6.1.4.1.534.1.', mge: '1.3.6.1.4.1.705.1.', rfc1628: '1.3.6.1.2.1.33.1.' };
      const through = async (mib: keyof typeof bases) => {
        const others = Object.entries(bases).flatMap(([name, base]) => (name === mib ? [] : [base]));
        const found = await readTwice(all.filter(([oid]) => !others.some((base) => oid.startsWith(base))));
        if (typeof found === 'string') throw new Error(found);
        return found;
      };
      const readings = [await through('xups'), await through('mge'), await through('rfc1628')];
      expect(readings.map(({ mib }) => mib)).toEqual(['xups', 'mge', 'rfc1628']);
      for (const { power, chargePercent, loadPercent, outputVolts, batteryVolts } of readings)
        expect({ power, chargePercent, loadPercent, outputVolts, batteryVolts }).toEqual({
          power: 'mains',
          chargePercent: 91,
          loadPercent: 40,
          outputVolts: 230,
          batteryVolts: 55,
        });
      // Minutes and seconds; volts read a moment apart.
      expect(readings.map(({ runtimeSeconds }) => runtimeSeconds)).toEqual([1132, 1132, 1080]);
      expect(readings.map(({ inputVolts }) => inputVolts)).toEqual([229, 229, 228]);
    });
  });
});
