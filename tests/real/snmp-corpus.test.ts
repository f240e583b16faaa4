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
};

/** Objects of which LibreNMS itself takes a value that cannot be; each with the reason why Sundown does not follow. */
const librenmsErrs: Readonly<Record<string, string>> = {
  'sinetica.snmprec inputVolts': 'it divides whole volts by ten: 20.6 V',
  'sinetica.snmprec outputVolts': 'it divides whole volts by ten: 20.8 V',
};

/** Values LibreNMS reads, in Sundown's units. */
function othersValues(sensors: readonly Sensor[], facts: readonly Fact[], field: MeasureField): readonly number[] {
  const [className = '', description = /./] = classes[field] ?? [];
  const values = new Map(facts.map(([oid, , value]) => [oid, Number(value)]));
  return sensors
    .filter((sensor) => sensor.sensor_class === className && description.test(sensor.sensor_descr))
    .flatMap((sensor) => {
      const raw = values.get(sensor.sensor_oid.replace(/^\./, ''));
      return raw === undefined ? [] : [(raw / sensor.sensor_divisor) * (field === 'runtimeSeconds' ? 60 : 1)];
    });
}

/** Not UPSes, or nothing of a UPS in the recording. */
const notAUps = new Set([
  'eaton-matrix.snmprec',
  'inmatics_sputnik__hardware-ups-sputnik.snmpwalk',
  'liebert.snmprec',
  'liebert_web485.snmprec',
  'linux_ups-apcups-legacy.snmprec',
  'linux_ups-apcups-v1.snmprec',
  'poweralert_3.snmprec',
  'poweralert_poweralert.snmprec',
  'vertiv-power.snmprec',
]);

describeRecordings('recordings of real cards', 'snmp', (recordings) => {
  describe.runIf(serverThere('recordings of real cards', ['snmpd']))('served by net-snmp’s agent', () => {
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
        expect([found, notAUps.has(file)]).toEqual(['ups/unknownDevice', true]);
        return;
      }
      const { mib = '', power, flags, requests, chargePercent, runtimeSeconds, loadPercent, inputVolts, batteryVolts } = found;
      const shown = [chargePercent, runtimeSeconds, loadPercent, inputVolts, found.outputVolts, batteryVolts, found.temperatureCelsius];
      const cells = [...shown, found.outputWatts].map((value) => String(value ?? '-').padStart(8));
      table.push(
        `${file.padEnd(52)} ${mib.padEnd(19)} ${power.padEnd(7)} ${cells.join('')} ${String(requests)} ${flags.join(',')} | ${[found.manufacturer, found.model, found.serial, found.firmware].map((word) => word ?? '-').join(' / ')}`,
      );
      const alarmWalks = flags.length > 0 || file.includes('9pxle') ? 1 : 0;
      expect(requests).toBeLessThanOrEqual(1 + alarmWalks);
      for (const [field, { min, max }] of Object.entries(ranges) as [MeasureField, { min: number; max: number }][]) {
        const value = found[field];
        if (value === undefined) continue;
        expect(value, field).toBeGreaterThanOrEqual(min);
        expect(value, field).toBeLessThanOrEqual(max);
        const others = othersValues(sensorsOf(file), facts, field);
        if (others.length === 0 || librenmsErrs[`${file} ${field}`] !== undefined) continue;
        const tolerance = field === 'runtimeSeconds' ? 60 : 1;
        const near = others.some((other) => Math.abs(other - value) <= tolerance);
        expect(near, `${field} ${String(value)} is none of ${others.join(', ')}`).toBe(true);
      }
    });
  });
});
