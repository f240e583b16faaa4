import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serverThere } from '../peers/available.js';
import { officeConnections, officePlan, officeSecrets, writeOffice } from '../peers/cli/office.js';
import {
  promisedEvent,
  promisedEvidence,
  promisedFindings,
  promisedForecast,
  promisedFullReading,
  promisedInventory,
  promisedReading,
  promisedReport,
  promisedRuns,
  promisedSimulation,
} from '../peers/cli/promised.js';
import { jsonLines, oneDocument, openSundown, type Ended, type Sundown } from '../peers/cli/sundown.js';
import { managementCard, smartUps, standardCard } from '../peers/snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';
import { startVcsim, vcsimThere, type Vcsim } from '../peers/vcsim/vcsim.js';

let sundown: Sundown;
beforeAll(async () => {
  sundown = await openSundown();
});
afterAll(() => sundown.close());

/** What it ended with and its one document, held to what is promised of it. */
function promised<T>(ended: Ended, schema: z.ZodType<T>): readonly [code: number | null, document: T] {
  return [ended.code, schema.parse(oneDocument(ended))];
}

describe('what the command line promises of this computer', () => {
  it('gives findings, a schema of either file and a configuration in order', async () => {
    const folder = join(sundown.folder(), 'new');
    const at = (...args: string[]) => sundown.run([...args, '--json', '--config', folder]);
    const doctor = async () => {
      const [code, { ok, findings }] = promised(await at('doctor'), promisedFindings);
      return [code, ok, ...findings.filter((one) => /^(settings|doctor\/(settings|role))/.test(one.code)).map((one) => one.message)];
    };
    expect(await doctor()).toEqual([0, true, expect.stringContaining('sundown config init')]);
    expect(promised(await at('config', 'validate'), promisedFindings)).toMatchObject([2, { ok: false }]);
    expect(promised(await at('config', 'init'), z.object({ folder: z.string(), made: z.boolean() }))[0]).toBe(0);
    expect(promised(await at('config', 'validate'), promisedFindings)).toMatchObject([0, { ok: true }]);
    expect(await doctor()).toEqual([0, true, expect.stringContaining('observer')]);
    writeFileSync(join(folder, 'settings.json'), '{ "version": 1,');
    expect(await doctor()).toEqual([1, false, expect.stringContaining('settings.json'), expect.stringContaining('observer')]);
    const jsonSchema = z.object({ type: z.literal('object'), properties: z.looseObject({ version: z.object({}) }) });
    expect(promised(await at('config', 'schema'), z.object({ settings: jsonSchema, plan: jsonSchema }))[0]).toBe(0);
  });

  it('counts the outages it simulated and violations by seed, invariant and story', async () => {
    const ended = await sundown.run(['simulate', '--outages', '20', '--seed', '7', '--json']);
    expect(promised(ended, promisedSimulation)).toMatchObject([0, { outages: 20, seed: 7 }]);
  });
});

const isOfficeThere = vcsimThere() && serverThere('the promise of the command line', ['snmpd']);
describe.runIf(isOfficeThere)('what the command line promises of an office (vcsim, snmpd)', () => {
  let office: Vcsim;
  let agent: SnmpdPeer;
  let folder: string;
  let file: string;
  const ups = () => `snmp://127.0.0.1:${String(agent.port)}?version=2c`;
  const on = (verb: string, environment = officeSecrets(office)) => sundown.run(['plan', verb, file, '--json'], environment);
  beforeAll(async () => {
    agent = await startSnmpd({ facts: [...managementCard, ...smartUps] });
    office = await startVcsim({ password: 'Gr8-office-secret', hosts: 3, vms: 8, guestSeconds: 0.2, hostSeconds: 0.2, bootSeconds: 0.2 });
    folder = sundown.folder();
    const connections = officeConnections(office, agent);
    file = writeOffice(folder, connections, officePlan(connections, ['app001', 'vcenter']), {
      'general.role': 'coordinator',
      'general.armed': true,
    });
  });
  afterAll(async () => {
    await agent.stop();
    await office.stop();
  });

  it('reads every field of a UPS that tells them all, and watches it in the same fields', async () => {
    expect(promised(await sundown.run(['ups', 'read', ups(), '--json']), promisedFullReading)[0]).toBe(0);
    const watching = sundown.start(['ups', 'watch', ups(), '--json-lines']);
    await expect.poll(() => watching.stdout(), { timeout: 20_000 }).toContain('\n');
    watching.child.kill('SIGINT');
    const ended = await watching.ended;
    const readings = ended.stdout.split('\n').slice(0, -1);
    expect([ended.code, readings.length]).toEqual([0, 1]);
    promisedFullReading.parse(JSON.parse(readings[0] ?? ''));
  });

  it('leaves a field out that a device answers with -1, or not at all', async () => {
    agent.serve([
      ...managementCard,
      ...standardCard.map(([oid, type, value]) => [oid, type, type === '2' && /\.2\.[357]\.0$/.test(oid) ? -1 : value] as const),
    ]);
    const reading = promised(await sundown.run(['ups', 'read', ups(), '--json']), promisedReading);
    agent.serve([...managementCard, ...smartUps]);
    expect(reading).toMatchObject([0, { power: 'mains' }]);
  });

  it('lists the clusters, hosts and VMs of a vCenter', async () => {
    const address = `vsphere://${encodeURIComponent(office.user)}@127.0.0.1:${String(office.port)}`;
    const ended = await sundown.run(['inventory', 'list', address, '--json', '--pin', office.fingerprint], {
      SUNDOWN_PASSWORD: office.password,
    });
    const [code, { clusters, hosts, vms }] = promised(ended, promisedInventory);
    expect([code, clusters.length, hosts.length]).toEqual([0, 1, 3]);
    const hostIds = hosts.map((host) => host.id).sort();
    expect([...(clusters[0]?.hosts ?? [])].sort()).toEqual(hostIds);
    expect(vms.filter((vm) => !hostIds.includes(vm.host))).toEqual([]);
  });

  it('takes the secrets of a service from its credentials folder or its environment, and lists their names', async () => {
    const credentials = sundown.folder();
    for (const [name, value] of Object.entries(officeSecrets(office)))
      writeFileSync(join(credentials, name.slice('SUNDOWN_SECRET_'.length).toLowerCase().replace('_', '.')), `${value}\n`);
    const given = await on('check', { CREDENTIALS_DIRECTORY: credentials });
    expect(promised(given, promisedFindings)).toMatchObject([0, { ok: true }]);
    expect(given.stdout + given.stderr).not.toContain(office.password);
    const list = (environment: Readonly<Record<string, string>>) =>
      sundown.run(['secret', 'list', '--json', '--config', folder], environment);
    const secrets = [
      'ups.community',
      ...officeConnections(office, agent)
        .slice(1)
        .map((one) => `${one.id}.password`),
    ];
    for (const environment of [{ CREDENTIALS_DIRECTORY: credentials }, officeSecrets(office)]) {
      expect(promised(await list(environment), z.object({ secrets: z.array(z.string()) }))).toEqual([0, { secrets }]);
      const { findings } = promised(await sundown.run(['doctor', '--json', '--config', folder], environment), promisedFindings)[1];
      expect(findings).toContainEqual(expect.objectContaining({ code: 'doctor/keychain', severity: 'info' }));
    }
    expect((await list({})).code).toBe(3);
  });

  it('forecasts with and without a battery that is known', async () => {
    const [code, forecast] = promised(await on('forecast'), promisedForecast);
    expect([code, forecast.verdict]).toEqual([0, 'safe']);
    expect(forecast.marginSeconds).toBeCloseTo((forecast.batterySeconds ?? 0) - forecast.neededSeconds);
    const ids = forecast.steps.map((step) => step.id);
    expect(forecast.criticalPath.filter((id) => !ids.includes(id))).toEqual([]);
    expect(forecast.steps.filter((step) => step.endSeconds < step.startSeconds)).toEqual([]);

    agent.serve([...managementCard, ...smartUps.filter(([oid]) => !oid.endsWith('.2.2.3.0'))]);
    const blind = promised(await on('forecast'), promisedForecast);
    agent.serve([...managementCard, ...smartUps]);
    expect(blind).toMatchObject([1, { verdict: 'unknown' }]);
    for (const field of ['batterySeconds', 'marginSeconds']) expect(blind[1]).not.toHaveProperty(field);
  });

  it('rehearses with the report of a run', async () => {
    expect(promised(await on('rehearse'), promisedReport)).toMatchObject([0, { mode: 'rehearsal', phase: 'finished' }]);
  });

  it('tells a run in events and a report, and its evidence from the journal', async () => {
    const ended = await sundown.run(['plan', 'run', file, '--yes', '--json-lines'], officeSecrets(office));
    const lines = jsonLines(ended.stdout);
    const report = promisedReport.parse(lines.at(-1));
    expect([ended.code, report.phase, report.mode]).toEqual([0, 'finished', 'live']);
    const events = lines.slice(0, -1).map((line) => promisedEvent.parse(line));
    const run = events.slice(events.findIndex((event) => event.kind === 'runStarted'));
    expect(run[0]?.t).toBe(0);
    for (const kind of ['stepStarted', 'operationIntended', 'operationDone', 'stepFinished', 'pointOfNoReturnPassed', 'runFinished'])
      expect(run.map((event) => event.kind)).toContain(kind);

    const journal = (...args: string[]) => sundown.run(['journal', ...args, '--json', '--config', folder]);
    expect(promised(await journal('list'), promisedRuns)).toMatchObject([0, { runs: [{ id: report.runId, phase: 'finished' }] }]);
    expect(promised(await journal('show', report.runId), promisedReport)).toMatchObject([0, { runId: report.runId, steps: report.steps }]);
    expect(promised(await journal('export', report.runId), promisedEvidence)).toMatchObject([0, { id: report.runId }]);
  });
});
