import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { promisedEvent, promisedReport } from '../peers/cli/promised.js';
import { officeSecrets } from '../peers/cli/office.js';
import { jsonLines, oneDocument, openSundown, until, type Sundown } from '../peers/cli/sundown.js';
import { openWatchedOffice, type WatchedOffice } from '../peers/cli/watched-office.js';
import { vcsimThere } from '../peers/vcsim/vcsim.js';

const isThere = vcsimThere() && serverThere('drilling', ['snmpd']);

describe.runIf(isThere)('plan drill in a cluster (vcsim, snmpd)', () => {
  let sundown: Sundown;
  let here: WatchedOffice;
  beforeAll(async () => {
    sundown = await openSundown();
  });
  afterAll(() => sundown.close());
  afterEach(() => here.close());

  const planFile = () => {
    const [name = ''] = readdirSync(join(here.folder, 'plans'));
    return join(here.folder, 'plans', name);
  };
  const words = (...more: readonly string[]) => ['plan', 'drill', planFile(), '--config', here.folder, ...more];
  const running = async () => (await here.office.control.state()).vms.filter((vm) => vm.power === 'on').length;

  it('shuts one VM down through its guest and starts it again; nothing else is told anything, and its report stays', async () => {
    here = await openWatchedOffice(sundown);
    here.configure('coordinator', { armed: false });
    const ended = await sundown.run(words('--vm', 'app002', '--yes', '--json-lines'), officeSecrets(here.office));
    expect(ended.stderr).not.toContain(here.password);
    expect(ended.code).toBe(0);
    const lines = jsonLines(ended.stdout);
    for (const line of lines.slice(0, -1)) promisedEvent.parse(line);
    expect(lines.flatMap((line) => (line.kind === 'operationDone' ? [`${String(line['action'])} ${String(line['target'])}`] : []))).toEqual(
      ['ensureVmOff app002', 'ensureVmOn app002'],
    );
    expect(await here.stops()).toEqual({ ShutdownGuest: 1 });
    expect(here.told()).toBe(0);
    expect(await running()).toBe(21);
    expect(await here.office.control.state()).toMatchObject({ ha: true });
    const listed = oneDocument(await sundown.run(['journal', 'list', '--json', '--config', here.folder]));
    const [{ id }] = listed['runs'] as [{ id: string }];
    const shown = await sundown.run(['journal', 'show', id, '--json', '--config', here.folder]);
    expect(promisedReport.parse(oneDocument(shown))).toMatchObject({ trigger: 'drill', phase: 'restored', notRestored: [] });
  });

  it('refuses, and touches nothing: without --yes, without a name, for vCenter, for a stranger, on battery and to an observer', async () => {
    here = await openWatchedOffice(sundown);
    here.configure('coordinator');
    const code = async (...more: readonly string[]) => (await sundown.run(words(...more), officeSecrets(here.office))).code;
    expect(await code('--vm', 'app002')).toBe(4);
    expect(await code('--yes')).toBe(2);
    expect(await code('--vm', 'app002', '--step', 'others', '--yes')).toBe(2);
    expect(await code('--vm', 'vcenter', '--yes')).toBe(2);
    const stranger = await sundown.run(words('--vm', 'app002,nobody', '--yes'), officeSecrets(here.office));
    expect([stranger.code, stranger.stderr]).toEqual([
      2,
      expect.stringContaining('nobody is no running VM that the plan shuts down. Those are: app'),
    ]);
    here.agent.scenario('onbattery');
    expect(await code('--vm', 'app002', '--yes')).toBe(4);
    here.agent.scenario('online');
    here.configure('observer');
    expect(await code('--vm', 'app002', '--yes')).toBe(4);
    expect(await here.stops()).toEqual({});
    expect(await running()).toBe(21);
  });

  it('killed in its midst, leaves nothing down: watch starts again what the drill stopped', async () => {
    here = await openWatchedOffice(sundown, { guestSeconds: 3 });
    here.configure('coordinator');
    const drill = sundown.start(words('--vm', 'app002,app003', '--yes', '--json-lines'), officeSecrets(here.office));
    await until(async () => (await here.stops())['ShutdownGuest'] === 2);
    drill.child.kill('SIGKILL');
    await drill.ended;
    await until(async () => (await running()) === 19);
    await here.watch();
    await until(async () => (await running()) === 21);
    expect(await here.stops()).toEqual({ ShutdownGuest: 2 });
  });

  it('gives way to an outage: the whole office goes down in order, as if there had been no drill', async () => {
    here = await openWatchedOffice(sundown, { guestSeconds: 4 });
    here.configure('coordinator');
    const drill = sundown.start(words('--vm', 'app002', '--yes', '--json-lines'), officeSecrets(here.office));
    await until(async () => (await here.stops())['ShutdownGuest'] === 1);
    here.fail();
    await until(() => here.isDark());
    await until(() => here.told() === 1);
    expect(drill.lines().flatMap((line) => (line.kind === 'runStarted' ? [line['trigger']] : []))).toEqual(['drill', 'latestSafeStart']);
    expect(await running()).toBe(0);
    drill.child.kill('SIGKILL');
    await drill.ended;
  });
});
