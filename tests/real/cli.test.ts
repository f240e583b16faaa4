import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { officeConnections, officePlan, officeSecrets, writeOffice } from '../peers/cli/office.js';
import { jsonLines, oneDocument, openSundown, type Sundown } from '../peers/cli/sundown.js';
import { startKeyring, type KeyringPeer } from '../peers/keyring/keyring.js';
import { managementCard, smartUps, standardCard } from '../peers/snmpd/recordings.js';
import { snmpdKeys, startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';
import { startVcsim, vcsimThere, type Vcsim } from '../peers/vcsim/vcsim.js';

let sundown: Sundown;
beforeAll(async () => {
  sundown = await openSundown();
});
afterAll(() => sundown.close());

describe('the command line by itself', () => {
  it('answers an unknown verb, an unknown option and a missing operand with 2', async () => {
    for (const args of [['frobnicate'], ['ups'], ['ups', 'read'], ['practice', '--speed', '0'], ['doctor', '--frob'], []]) {
      const ended = await sundown.run(args);
      expect([args, ended.code, ended.stdout]).toEqual([args, 2, '']);
      expect(ended.stderr).not.toBe('');
    }
  });

  it.each([
    [['dcotor'], 'sundown doctor'],
    [['ups', 'raed'], 'sundown ups read ADDRESS'],
    [['doctor', '--jsn'], '--json'],
    [['doctor', '--outage'], 'sundown doctor'],
    [['ups', 'read', 'a', 'b'], '"b" is too much'],
    [['watch', '--config', '--json-lines'], '--config DIR'],
    [['plan', 'run', '--yes'], 'FILE is missing'],
  ])('names what was meant by %j', async (args, meant) => {
    const ended = await sundown.run(args);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(meant);
  });

  it('explains each verb, and ends quietly when nobody reads its output', async () => {
    const help = await sundown.run(['plan', 'run', '--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('sundown plan run FILE --yes');
    const going = sundown.start(['practice', '--json-lines']);
    going.child.stdout?.destroy();
    expect((await going.ended).stderr).not.toMatch(/\n\s+at |EPIPE/);
  });

  it('does not watch a folder without settings, and leaves a damaged journal to those who only look', async () => {
    const folder = sundown.folder();
    expect((await sundown.run(['watch', '--config', folder])).code).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'journal.db'), 'a letter to the editor'.repeat(400));
    const listed = await sundown.run(['journal', 'list', '--json', '--config', folder]);
    expect([listed.code, oneDocument(listed)['ok']]).toEqual([3, false]);
    expect(readdirSync(folder)).toEqual(['journal.db']);
  });

  it('gives one document with --json also where it has nothing but a refusal to show', async () => {
    const ended = await sundown.run(['ups', 'read', 'snmp:/nowhere', '--json']);
    expect(ended.code).toBe(2);
    expect(oneDocument(ended)).toMatchObject({ ok: false, exitCode: 2, message: expect.stringContaining('is not an address') as string });
  });

  it('says what this machine has and lacks', async () => {
    const config = join(sundown.folder(), 'not', 'made');
    const ended = await sundown.run(['doctor', '--json', '--config', config]);
    expect(existsSync(config)).toBe(false);
    const { findings } = oneDocument(ended) as { findings: { code: string; message: string }[] };
    expect(ended.code).toBe(0);
    const codes = findings.map((finding) => finding.code);
    expect(codes).toEqual(
      expect.arrayContaining(['doctor/node', 'doctor/time', 'doctor/ciphers', 'doctor/des', 'doctor/folder', 'doctor/keychain']),
    );
    expect(findings.every((finding) => finding.message !== '')).toBe(true);
  });

  it('simulates outages and finds no violated invariant', async () => {
    const ended = await sundown.run(['simulate', '--outages', '200', '--seed', '1', '--json']);
    expect(oneDocument(ended)).toMatchObject({ outages: 200, seed: 1, violations: [] });
    expect(ended.code).toBe(0);
  });

  it('makes a configuration, finds it in order, and leaves one that is there alone', async () => {
    const folder = join(sundown.folder(), 'new');
    expect(oneDocument(await sundown.run(['config', 'init', '--json', '--config', folder]))).toEqual({ folder, made: true });
    const text = readFileSync(join(folder, 'settings.json'), 'utf8');
    const valid = await sundown.run(['config', 'validate', '--json', '--config', folder]);
    expect([valid.code, oneDocument(valid)['ok']]).toEqual([0, true]);
    expect(oneDocument(await sundown.run(['config', 'init', '--json', '--config', folder]))).toEqual({ folder, made: false });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text);
    const schema = oneDocument(await sundown.run(['config', 'schema', '--json']));
    expect(schema).toMatchObject({ settings: { type: 'object' }, plan: { type: 'object' } });
  });

  it('announces a settings file that it cannot read and keeps every byte of it', async () => {
    const folder = sundown.folder();
    const path = join(folder, 'settings.json');
    const broken = '{ "version": 1, "settings": { "general.role": "boss" ';
    writeFileSync(path, broken);
    const ended = await sundown.run(['config', 'validate', '--json', '--config', folder]);
    expect(ended.code).toBe(2);
    expect(oneDocument(ended)).toMatchObject({ ok: false });
    expect(ended.stderr).toContain('settings.json');
    await sundown.run(['plan', 'forecast', join(folder, 'none.json'), '--config', folder]);
    expect(readFileSync(path, 'utf8')).toBe(broken);
  });

  it('names a wrong value, its place and what was expected', async () => {
    const folder = sundown.folder();
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings: { 'general.role': 'boss' }, connections: [] }));
    const ended = await sundown.run(['config', 'validate', '--config', folder]);
    expect(ended.code).toBe(2);
    for (const word of ['general.role', 'coordinator', 'boss']) expect(ended.stdout + ended.stderr).toContain(word);
  });

  it('names what is weak in how a UPS is reached, and refuses a passphrase that SNMPv3 takes nowhere, wherever it comes from', async () => {
    const folder = sundown.folder();
    const ups = (id: string, address: string) => ({ id, title: id, kind: 'ups', address });
    const connections = [ups('old', 'snmp://192.0.2.1?version=1'), ups('new', 'snmp://u@192.0.2.2?version=3&auth=sha256&priv=aes128')];
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings: {}, connections }));
    const found = async (environment: Readonly<Record<string, string>>) => {
      const ended = await sundown.run(['config', 'validate', '--json', '--config', folder], environment);
      const { findings } = oneDocument(ended) as { findings: { code: string; target: string; message: string }[] };
      expect(ended.stdout + ended.stderr).not.toMatch(/canary/);
      const about = findings.filter(({ code }) => code.includes('passphrase')).map(({ message }) => message);
      expect(about).toEqual([expect.stringMatching(/sundown secret set new\.(auth|priv)$/)]);
      return [ended.code, ...findings.map(({ code, target }) => `${target} ${code}`)];
    };
    expect(await found({ SUNDOWN_SECRET_OLD_COMMUNITY: 'canary', SUNDOWN_SECRET_NEW_AUTH: 'short-canary' })).toEqual([
      0,
      'old credentials/snmpPlain',
      'new credentials/passphraseShort',
    ]);
    expect(await found({ SUNDOWN_SECRET_NEW_PRIV: 'canary7' })).toEqual([
      2,
      'old credentials/snmpPlain',
      'new credentials/passphraseTooShort',
    ]);
    const typed = await sundown.run(['secret', 'set', 'new.priv', '--json'], { SUNDOWN_SECRET: 'canary7' });
    expect([typed.code, oneDocument(typed)['ok']]).toEqual([2, false]);
    expect(typed.stdout + typed.stderr).not.toContain('canary7');
  });

  it('names the steps of a plan that wait for each other', async () => {
    const folder = sundown.folder();
    const step = (id: string, after: string) => ({ id, title: id, action: { kind: 'check' }, after: [after], timeoutSeconds: 30 });
    const plan = { version: 1, id: 'loop', title: 'Loop', ups: ['ups'], steps: [step('egg', 'hen'), step('hen', 'egg')] };
    mkdirSync(join(folder, 'plans'));
    const file = join(folder, 'plans', 'loop.json');
    writeFileSync(file, JSON.stringify(plan));
    for (const args of [
      ['config', 'validate', '--json', '--config', folder],
      ['plan', 'check', file, '--json'],
    ]) {
      const ended = await sundown.run(args);
      expect(ended.code).not.toBe(0);
      const { ok, findings } = oneDocument(ended) as { ok: boolean; findings: { code: string; message: string }[] };
      expect(ok).toBe(false);
      const cycle = findings.find((finding) => finding.code === 'plan/cycle');
      expect(cycle?.message).toMatch(/egg.*hen|hen.*egg/);
    }
  });

  it('shows an empty journal as empty and a run that is not there as wrong usage', async () => {
    const folder = sundown.folder();
    expect(oneDocument(await sundown.run(['journal', 'list', '--json', '--config', folder]))).toEqual({ runs: [] });
    const missing = await sundown.run(['journal', 'show', 'none', '--json', '--config', folder]);
    expect(missing.code).toBe(2);
    oneDocument(missing);
    expect(existsSync(join(folder, 'journal.db'))).toBe(false);
  });

  it('refuses to run a plan without the confirmation', async () => {
    expect((await sundown.run(['plan', 'run', 'any.json', '--json'])).code).toBe(4);
  });
});

describe.runIf(serverThere('reading a UPS from the command line', ['snmpd']))('ups read (snmpd)', () => {
  let agent: SnmpdPeer;
  const keys = { SUNDOWN_SNMP_AUTH_KEY: snmpdKeys.auth, SUNDOWN_SNMP_PRIV_KEY: snmpdKeys.priv };
  const v3 = () => `snmp://sha256aes256@127.0.0.1:${String(agent.port)}?version=3&auth=sha256&priv=aes256b`;
  const plain = (version: string) => `snmp://127.0.0.1:${String(agent.port)}?version=${version}`;
  const read = (address: string, environment = {}) => sundown.run(['ups', 'read', address, '--json'], environment);
  beforeAll(async () => {
    agent = await startSnmpd({ facts: [...managementCard, ...smartUps] });
  });
  afterAll(() => agent.stop());

  it('reads the same values over versions 1, 2c and 3 with SHA-256 and AES-256', async () => {
    for (const [address, environment] of [
      [plain('1'), {}],
      [plain('2c'), {}],
      [v3(), keys],
    ] as const) {
      const ended = await read(address, environment);
      expect([ended.code, ended.stderr]).toEqual([0, '']);
      expect(oneDocument(ended)).toMatchObject({
        manufacturer: 'APC',
        model: 'Smart-UPS 1500',
        serial: 'AS2319000001',
        protocol: 'snmp',
        power: 'mains',
        flags: [],
        chargePercent: 100,
        runtimeSeconds: 3060,
        loadPercent: 31.2,
        inputVolts: 231.2,
        outputVolts: 231.2,
        batteryVolts: 27.3,
        temperatureCelsius: 24.1,
        outputWatts: 304,
      });
      for (const key of Object.values(snmpdKeys)) expect(ended.stdout + ended.stderr).not.toContain(key);
    }
  });

  it('lists what the UPS can be told, and what is known of the right', async () => {
    const ended = await sundown.run(['ups', 'commands', plain('2c'), '--json'], { SUNDOWN_SNMP_COMMUNITY: 'public' });
    expect([ended.code, oneDocument(ended)]).toMatchObject([
      0,
      {
        right: 'unknown',
        about: expect.stringContaining('cannot be asked in advance') as string,
        commands: expect.arrayContaining([{ name: 'shutdown.return', abortable: false, confirmedBy: 'readBack' }]) as unknown,
      },
    ]);
  });

  it('tells it nothing without --yes, and says before what cannot be called off', async () => {
    const before = agent.sets().length;
    const ended = await sundown.run(['ups', 'command', plain('2c'), 'shutdown.return', '--delay', '90', '--json'], {
      SUNDOWN_SNMP_COMMUNITY: 'private',
    });
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('nothing can call that off');
    expect(oneDocument(ended)).toMatchObject({ ok: false, exitCode: 4 });
    expect(agent.sets()).toHaveLength(before);
  });

  it('tells it with the community for commands, and ends with 1 while nothing shows it, with 0 once it is read back', async () => {
    const secrets = { SUNDOWN_SNMP_COMMUNITY: 'public', SUNDOWN_SNMP_WRITE_COMMUNITY: 'private' };
    const start = () => sundown.run(['ups', 'command', plain('2c'), 'selftest.start', '--yes', '--json'], secrets);
    const unseen = await start();
    expect([unseen.code, oneDocument(unseen)]).toEqual([1, { name: 'selftest.start', confirmed: 'nothing', abortable: false }]);
    const p = '1.3.6.1.4.1.318.1.1.1.7.2';
    agent.serve([...managementCard, ...smartUps], [{ written: `${p}.2.0`, value: 2, then: `${p}.3.0`, becomes: 4 }]);
    const seen = await start();
    expect([seen.code, oneDocument(seen)]).toEqual([0, { name: 'selftest.start', confirmed: 'readBack', abortable: false }]);
    agent.scenario('online');
  }, 40_000);

  it.each([
    ['a name that is none', ['load.off', '--yes'], 'private', 2],
    ['no name', ['--yes'], 'private', 2],
    ['what the device does not have', ['outlet.1.off', '--yes'], 'private', 1],
    ['a community that may not write', ['selftest.start', '--yes'], 'public', 4],
  ] as const)('does not tell it %s', async (_what, args, community, code) => {
    const before = agent.sets().length;
    const ended = await sundown.run(['ups', 'command', plain('2c'), ...args], { SUNDOWN_SNMP_COMMUNITY: community });
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(agent.sets()).toHaveLength(before);
  });

  it('cannot tell one that nobody answers for', async () => {
    const ended = await sundown.run(['ups', 'command', 'apcupsd://127.0.0.1:9', 'selftest.start', '--yes']);
    expect(ended.code).toBe(1);
    const silent = await sundown.run(['ups', 'commands', 'nut://boss@127.0.0.1:9/rack'], { SUNDOWN_PASSWORD: 'x' });
    expect(silent.code).toBe(3);
  });

  it('leaves out what a device does not tell', async () => {
    const untold = ['1.3.6.1.2.1.33.1.2.5.0', '1.3.6.1.2.1.33.1.2.7.0', '1.3.6.1.2.1.33.1.2.4.0'];
    agent.serve([...managementCard, ...standardCard.filter(([oid]) => !untold.includes(oid))]);
    const reading = oneDocument(await read(plain('2c')));
    agent.serve([...managementCard, ...smartUps]);
    expect(reading).toMatchObject({ model: 'ON3 20 kVA', power: 'mains' });
    for (const field of ['batteryVolts', 'temperatureCelsius', 'chargePercent']) expect(reading).not.toHaveProperty(field);
    expect(Object.values(reading)).not.toContain(-1);
  });

  it('ends with 3 where nobody answers: a wrong community, a wrong privacy key', async () => {
    const community = await read(plain('2c'), { SUNDOWN_SNMP_COMMUNITY: 'wrong-community' });
    const privacy = await read(v3(), { ...keys, SUNDOWN_SNMP_PRIV_KEY: 'wrong-privacy-key' });
    expect([community.code, privacy.code]).toEqual([3, 3]);
    expect(community.stderr).toContain('community');
    expect(privacy.stderr).toContain('privacy key');
    const said = [community, privacy].map((one) => one.stdout + one.stderr).join('');
    expect(said).not.toMatch(/wrong-community|wrong-privacy-key/);
  });

  it('ends with 4 where the card refuses: a wrong authentication key, an unknown user', async () => {
    const wrongKey = await read(v3(), { ...keys, SUNDOWN_SNMP_AUTH_KEY: 'wrong-auth-key' });
    const nobody = await read(v3().replace('sha256aes256@', 'nobody@'), keys);
    expect([wrongKey.code, nobody.code]).toEqual([4, 4]);
    expect(wrongKey.stderr).not.toContain('wrong-auth-key');
  });

  it('ends with 2 where the address is none, carries a password or needs a key that nobody gave', async () => {
    const password = await read('snmp://user:hunter2@127.0.0.1');
    expect(password.stdout + password.stderr).not.toContain('hunter2');
    const codes = [password, await read('nonsense'), await read('vsphere://root@127.0.0.1'), await read(v3())].map((one) => one.code);
    expect(codes).toEqual([2, 2, 2, 2]);
  });

  it('finds out how the UPS is reached by its address alone, and says 3 where nothing answers', async () => {
    const port = String(agent.port);
    const bare = await sundown.run(['ups', 'discover', `127.0.0.1:${port}`, '--json']);
    expect([bare.code, oneDocument(bare)]).toMatchObject([0, { proposed: plain('2c'), advice: [{ code: 'discovery/useSnmp3' }] }]);
    const known = await sundown.run(['ups', 'discover', `sha256aes256@127.0.0.1:${port}`, '--json'], keys);
    expect([known.code, oneDocument(known)['proposed']]).toEqual([0, v3()]);
    for (const key of Object.values(snmpdKeys)) expect(known.stdout + known.stderr).not.toContain(key);
    const nobody = await sundown.run(['ups', 'discover', '127.0.0.1:9', '--json']);
    expect([nobody.code, oneDocument(nobody)]).toMatchObject([3, { found: [], failed: [{ way: 'snmp3' }, {}, {}, {}, {}] }]);
    expect((await sundown.run(['ups', 'discover', 'two words', '--json'])).code).toBe(2);
  });

  it('watches: a line per change, and none in between', async () => {
    const watching = sundown.start(['ups', 'watch', plain('2c'), '--json-lines']);
    const powers = () => watching.lines().map((line) => line['power']);
    await expect.poll(powers, { timeout: 20_000 }).toEqual(['mains']);
    agent.scenario('onbattery');
    await expect.poll(powers, { timeout: 20_000 }).toEqual(['mains', 'battery']);
    agent.scenario('online');
    await expect.poll(powers, { timeout: 20_000 }).toEqual(['mains', 'battery', 'mains']);
    watching.child.kill('SIGTERM');
    expect((await watching.ended).code).toBe(0);
  });
});

const keyringPrograms = ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus'];
describe.runIf(serverThere('secrets from the command line', keyringPrograms))('secret set, list, forget (gnome-keyring)', () => {
  let keyring: KeyringPeer;
  beforeAll(async () => {
    keyring = await startKeyring();
  });
  afterAll(() => keyring.stop());

  it('keeps a secret in the keychain, lists its name only, and forgets it', async () => {
    const folder = sundown.folder();
    const connections = [{ id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://u@192.0.2.1?version=3&auth=sha256' }];
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings: {}, connections }));
    const secret = 'canary-of-the-keychain';
    const at = (args: readonly string[], more = {}) =>
      sundown.run([...args, '--json', '--config', folder], { ...keyring.environment, ...more });
    const list = async () => oneDocument(await at(['secret', 'list']));
    const kept = await at(['secret', 'set', 'ups1.auth'], { SUNDOWN_SECRET: secret });
    expect([kept.code, oneDocument(kept)]).toEqual([0, { id: 'ups1.auth', kept: true }]);
    expect(await list()).toEqual({ secrets: ['ups1.auth'] });
    expect((await at(['secret', 'forget', 'ups1.auth'])).code).toBe(0);
    expect(await list()).toEqual({ secrets: [] });
    expect(kept.stdout + kept.stderr).not.toContain(secret);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (file.includes('.')) expect(readFileSync(join(folder, file), 'latin1')).not.toContain(secret);
  });

  it('asks nobody when nobody is there, and refuses an id that is none', async () => {
    expect((await sundown.run(['secret', 'set', 'ups1.auth'], keyring.environment)).code).toBe(2);
    expect((await sundown.run(['secret', 'set', 'ups1.colour'], { ...keyring.environment, SUNDOWN_SECRET: 'x' })).code).toBe(2);
  });

  it('ends with 3 where no keychain answers', async () => {
    expect((await sundown.run(['secret', 'set', 'ups1.auth'], { SUNDOWN_SECRET: 'of-no-keychain' })).code).toBe(3);
  });
});

const isOfficeThere = vcsimThere() && serverThere('plans from the command line', ['snmpd']);
const acts = { 'general.role': 'coordinator', 'general.armed': true };
describe.runIf(isOfficeThere)('an office from the command line (vcsim, snmpd)', () => {
  let office: Vcsim;
  let agent: SnmpdPeer;
  let folder: string;
  let file: string;
  const address = () => `vsphere://${encodeURIComponent(office.user)}@127.0.0.1:${String(office.port)}`;
  beforeAll(async () => {
    office = await startVcsim({
      password: 'Gr8-office-secret',
      hosts: 3,
      vms: 20,
      guestSeconds: 0.2,
      hostSeconds: 0.2,
      bootSeconds: 0.2,
    });
    agent = await startSnmpd({ facts: [...managementCard, ...smartUps] });
    folder = sundown.folder();
    const connections = officeConnections(office, agent);
    file = writeOffice(folder, connections, officePlan(connections, ['app001', 'vcenter']), acts);
  });
  afterAll(async () => {
    await agent.stop();
    await office.stop();
  });
  const calls = async () => {
    const state = await office.control.state();
    return Object.keys(Object.assign({}, state.calls, ...state.hosts.map((host) => host.calls)) as Record<string, number>);
  };

  it('lists clusters, hosts and VMs behind an accepted certificate', async () => {
    const ended = await sundown.run(['inventory', 'list', address(), '--json', '--pin', office.fingerprint], {
      SUNDOWN_PASSWORD: office.password,
    });
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const listed = oneDocument(ended) as {
      clusters: object[];
      hosts: object[];
      vms: { name: string; template: boolean }[];
    };
    expect(listed.clusters).toMatchObject([{ ha: true, drs: 'fullyAutomated', vsan: false }]);
    expect(listed.hosts).toHaveLength(3);
    expect(listed.vms).toHaveLength(22);
    expect(listed.vms.filter((vm) => vm.template)).toHaveLength(1);
    expect(listed.vms.find((vm) => vm.name === 'app001')).toMatchObject({ power: 'on', tools: 'running' });
  });

  it('refuses a certificate that nobody accepted, names its fingerprint and sends nothing', async () => {
    const before = await office.control.state();
    const ended = await sundown.run(['inventory', 'list', address(), '--json'], { SUNDOWN_PASSWORD: office.password });
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain(`--pin ${office.fingerprint}`);
    expect((await office.control.state()).calls).toEqual(before.calls);
    const wrong = office.fingerprint.replace(/^../, office.fingerprint.startsWith('00') ? '11' : '00');
    expect((await sundown.run(['inventory', 'list', address(), '--pin', wrong], { SUNDOWN_PASSWORD: office.password })).code).toBe(4);
  });

  it('tells a wrong password (4), a missing one (2) and a dead port (3) apart', async () => {
    const list = (to: string, environment = {}) => sundown.run(['inventory', 'list', to, '--pin', office.fingerprint], environment);
    const wrong = await list(address(), { SUNDOWN_PASSWORD: 'not-the-password' });
    const missing = await list(address());
    const dead = await list('vsphere://root@127.0.0.1:1', { SUNDOWN_PASSWORD: 'x' });
    expect([wrong.code, missing.code, dead.code]).toEqual([4, 2, 3]);
    expect(wrong.stderr).not.toContain('not-the-password');
    expect(missing.stderr).toContain('SUNDOWN_PASSWORD');
  });

  it('checks, forecasts and rehearses a plan and touches nothing', async () => {
    const on = (verb: string) => sundown.run(['plan', verb, file, '--json'], officeSecrets(office));
    const check = await on('check');
    const findings = (oneDocument(check) as { findings: { severity: string; code: string; message: string }[] }).findings;
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    expect([check.code, oneDocument(check)['ok']]).toEqual([0, true]);

    const forecast = await on('forecast');
    const timeline = oneDocument(forecast) as Record<string, number> & { verdict: string; steps: { id: string; basis: string }[] };
    expect(timeline['batterySeconds']).toBe(3060);
    expect(timeline['marginSeconds']).toBe((timeline['batterySeconds'] ?? 0) - (timeline['neededSeconds'] ?? 0));
    expect([forecast.code, timeline.verdict]).toEqual([0, 'safe']);
    expect(timeline.steps.map((step) => step.id)).toEqual(['check', 'prepare', 'others', 'applications', 'vcenter', 'hosts', 'ups']);

    const rehearsal = await on('rehearse');
    expect(rehearsal.code).toBe(0);
    const report = oneDocument(rehearsal) as { steps: { status: string }[] };
    expect(report.steps.map((step) => step.status)).toEqual(report.steps.map(() => 'done'));
    expect((await calls()).filter((call) => /PowerOff|Shutdown|Reconfigure|Maintenance/.test(call))).toEqual([]);
    expect(agent.sets()).toEqual([]);
  });

  it('calls a plan unsafe that the battery does not last for', async () => {
    agent.change('1.3.6.1.4.1.318.1.1.1.2.2.3.0', 6000);
    const ended = await sundown.run(['plan', 'forecast', file, '--json'], officeSecrets(office));
    agent.scenario('online');
    expect([ended.code, oneDocument(ended)['verdict']]).toEqual([1, 'unsafe']);
  });

  it('names what a check cannot reach', async () => {
    const ended = await sundown.run(['plan', 'check', file, '--json'], { SUNDOWN_SECRET_UPS_COMMUNITY: 'private' });
    expect(ended.code).toBe(1);
    expect(JSON.stringify(oneDocument(ended))).toContain('vcenter');
  });

  it.each([
    ['for an observer', { ...acts, 'general.role': 'observer' }, '"general.role": "coordinator"'],
    ['a plan that is not armed', { ...acts, 'general.armed': false }, '"general.armed": true'],
  ])('refuses to run %s, and says how that is changed', async (_what, settings, remedy) => {
    const connections = officeConnections(office, agent);
    const watched = sundown.folder();
    const plan = writeOffice(watched, connections, officePlan(connections, ['app001', 'vcenter']), settings);
    const ended = await sundown.run(['plan', 'run', plan, '--yes', '--json'], officeSecrets(office));
    expect(ended.code).toBe(4);
    const said = String(oneDocument(ended)['message']);
    for (const words of [remedy, join(watched, 'settings.json')]) expect(said).toContain(words);
    expect((await calls()).filter((call) => /PowerOff|Shutdown/.test(call))).toEqual([]);
  });

  it('runs a plan that a person confirmed, and the journal has its evidence', async () => {
    const ended = await sundown.run(['plan', 'run', file, '--yes', '--json-lines'], officeSecrets(office));
    const lines = jsonLines(ended.stdout);
    expect(lines.filter((line) => line.kind === 'operationFailed')).toEqual([]);
    const operations = lines.at(-1)?.['operations'] as { status: string }[];
    expect(operations.filter((operation) => operation.status !== 'done')).toEqual([]);
    expect([ended.code, lines.at(-1)]).toMatchObject([0, { kind: 'report', phase: 'finished' }]);
    expect(lines.filter((line) => line.kind === 'report')).toHaveLength(1);
    const dark = await office.control.state();
    expect(dark.vms.filter((vm) => !vm.agent && vm.power === 'on')).toEqual([]);
    expect(dark.hosts.filter((host) => host.on)).toEqual([]);
    expect(agent.sets().map((set) => set.oid)).toContain('1.3.6.1.4.1.318.1.1.1.6.2.2.0');

    const journal = async (...args: string[]) => oneDocument(await sundown.run(['journal', ...args, '--json', '--config', folder]));
    const { runs } = (await journal('list')) as { runs: { id: string }[] };
    expect(runs).toHaveLength(1);
    const id = runs[0]?.id ?? '';
    expect(await journal('show', id)).toMatchObject({ runId: id, phase: 'finished', trigger: 'person' });
    const { entries } = (await journal('export', id)) as { entries: { event: { kind: string } }[] };
    expect(entries[0]?.event.kind).toBe('runStarted');
    expect(JSON.stringify(entries)).not.toContain(office.password);
  });
});
