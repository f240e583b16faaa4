import { describe, expect, it } from 'vitest';
import type { Inventory } from '../inventory/inventory.js';
import { say } from '../text/say.js';
import { compile } from './compile.js';
import { explainSupplies } from './explain.js';
import { operationsFor, supplyGroups } from './feeds.js';
import { planSchema, type PlanInput } from './plan.js';
import { readPlan } from './read.js';
import { validatePlan } from './validate.js';
import { writePlan } from './write.js';

const host = (name: string) =>
  ({ id: name, name, endpoint: 'vc', state: 'connected', maintenance: false, version: '8', cluster: 'c', direct: name }) as const;
const vm = (name: string, on: string) =>
  ({
    id: name,
    name,
    endpoint: 'vc',
    power: 'on',
    host: on,
    tools: 'running',
    template: false,
    agent: false,
    vcenter: false,
    self: false,
    folder: '',
    tags: [],
  }) as const;
const inventory: Inventory = {
  clusters: [{ id: 'c', name: 'C', endpoint: 'vc', ha: true, drs: 'manual', vsan: false, hosts: ['esx1', 'esx2'] }],
  hosts: [host('esx1'), host('esx2')],
  vms: [vm('app', 'esx1'), vm('db', 'esx2')],
  machines: [{ id: 'nas', name: 'nas', endpoint: 'nas', state: 'on' }],
};
const connections = ['a', 'b'].map((id) => ({ id, title: `UPS ${id}`, kind: 'ups' as const, address: 'snmp://192.0.2.1' }));
const steps: PlanInput['steps'] = [
  { id: 'prepare', title: 'Prepare', action: { kind: 'prepareCluster' }, timeoutSeconds: 30 },
  { id: 'vms', title: 'VMs', action: { kind: 'shutdownVms' }, after: ['prepare'], timeoutSeconds: 60 },
  { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, after: ['vms'], timeoutSeconds: 60, beyondPointOfNoReturn: true },
  { id: 'nas', title: 'NAS', action: { kind: 'shutdownMachines' }, after: ['hosts'], timeoutSeconds: 60, beyondPointOfNoReturn: true },
  { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['nas'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
  { id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, after: ['ups'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
];
const planWith = (feeds: PlanInput['feeds'], more: Partial<PlanInput> = {}) =>
  planSchema.parse({ version: 1, id: 'p', title: 'P', ups: ['a', 'b'], steps, ...(feeds === undefined ? {} : { feeds }), ...more });
const apart = planWith([
  { hosts: ['esx1'], ups: ['a'] },
  { hosts: ['ESX2'], machines: ['n*'], ups: ['b', 'a'], required: 2 },
]);
const compiled = compile(apart, inventory, { connections });

describe('supply groups', () => {
  it('are what hangs on the same UPSes and needs as many, first that of everything else', () => {
    expect(supplyGroups(apart)).toEqual([
      { id: 'office', upsIds: ['a', 'b'], required: 1 },
      { id: 'a:1', upsIds: ['a'], required: 1 },
      { id: 'a+b:2', upsIds: ['b', 'a'], required: 2 },
    ]);
    const same = planWith([
      { hosts: ['x'], ups: ['b', 'a'] },
      { hosts: ['y'], ups: ['b'], required: 7 },
      { hosts: ['z'], ups: ['b'] },
    ]);
    expect(supplyGroups(same).map((group) => group.id)).toEqual(['office', 'b:1']);
  });

  it('take VMs with the host they run on; what serves several names them all', () => {
    const feeds = Object.fromEntries(compiled.operations.map((one) => [one.target.name, one.feeds]));
    expect(feeds).toEqual({
      C: ['a:1', 'a+b:2'],
      app: ['a:1'],
      db: ['a+b:2'],
      esx1: ['a:1'],
      esx2: ['a+b:2'],
      nas: ['a+b:2'],
      'UPS a': ['office', 'a:1', 'a+b:2'],
      'UPS b': ['office', 'a+b:2'],
      workstation: ['office'],
    });
  });

  it('are those to which something belongs, also while it is off', () => {
    const off = { ...inventory, hosts: inventory.hosts.map((one) => ({ ...one, state: 'off' as const })) };
    expect(compile(apart, off, { connections }).groups).toEqual(compiled.groups);
    const all = planWith([{ hosts: ['*'], machines: ['*'], workstation: true, ups: ['a'] }]);
    expect(compile(all, inventory, { connections }).groups.map((group) => group.id)).toEqual(['a:1']);
  });

  it('are no matter in a plan without feeds: its operations are as they always were', () => {
    const plain = compile(planWith(undefined), inventory, { connections });
    expect(plain.groups).toEqual([]);
    expect(plain.operations.every((one) => one.feeds === undefined)).toBe(true);
  });

  it('each have their operations, and only the UPSes that are to be told', () => {
    const ids = (groupId: string, told: readonly string[]) =>
      operationsFor(compiled.operations, groupId, (id) => told.includes(id)).map((one) => one.id);
    expect(ids('a:1', ['a'])).toEqual([
      'prepare/prepareCluster/cluster:vc/c/a:1',
      'vms/ensureVmOff/vm:vc/app',
      'hosts/ensureHostOff/host:vc/esx1',
      'ups/upsOutputOff/ups:a/a:1',
    ]);
    expect(ids('office', [])).toEqual(['bye/workstationOff/workstation']);
  });
});

describe('the supplies of a plan', () => {
  const codes = (feeds: PlanInput['feeds'], office?: Inventory) =>
    validatePlan(planWith(feeds), { connections, ...(office === undefined ? {} : { inventory: office }) })
      .filter((one) => one.code.includes('eed') || one.code === 'plan/coordinatorDark')
      .map((one) => `${one.severity} ${one.code}: ${say(one.message, 'en')}`);

  it.each([
    [
      'name nothing',
      [{ ups: ['a'] }],
      'error plan/feedEmpty: Supply 1 names no host, no machine and not this workstation, so it says nothing.',
    ],
    [
      'name a UPS that the plan has not',
      [{ hosts: ['esx1'], ups: ['c'] }],
      'error plan/feedUnknownUps: Supply 1 names the UPS c, which is not among those of the plan: a, b.',
    ],
    [
      'need more than they name',
      [{ hosts: ['esx1'], ups: ['a'], required: 2 }],
      'error plan/feedTooFew: Supply 1 needs 2 UPSes, but names only 1.',
    ],
    ['name a UPS twice', [{ hosts: ['esx1'], ups: ['a', 'a'] }], 'warning plan/feedUpsTwice: Supply 1 names UPS a twice; it counts once.'],
  ] as const)('are told of when they %s', (_what, feeds, words) => {
    expect(codes(structuredClone(feeds) as unknown as PlanInput['feeds'])).toContain(words);
  });

  it('are told of when they fit nothing here, name something twice, or leave a UPS idle', () => {
    const found = codes(
      [
        { hosts: ['esx3'], machines: ['printer'], ups: ['a'] },
        { hosts: ['*'], machines: ['nas'], workstation: true, ups: ['a'] },
        { hosts: ['esx1'], ups: ['a'] },
      ],
      inventory,
    );
    expect(found).toEqual([
      'warning plan/feedFitsNothing: Supply 1: "esx3" fits nothing in this office. Did you mean "esx1"?',
      'warning plan/feedFitsNothing: Supply 1: "printer" fits nothing in this office.',
      'warning plan/feedTwice: esx1 is named by supply 2 and by supply 3. The first counts.',
      'warning plan/upsFeedsNothing: UPS b feeds nothing that the plan stops: whatever it says starts nothing.',
    ]);
  });

  it('are told of when this workstation may be dark before what it watches', () => {
    const [first] = codes([{ hosts: ['esx2'], workstation: true, ups: ['b'] }], inventory);
    expect(first).toContain('plan/coordinatorDark: This workstation hangs on UPS b.');
    expect(codes([{ hosts: ['esx2'], ups: ['b'] }], inventory)).toEqual([]);
  });

  it('survive being written and read, and are told in words', () => {
    expect(readPlan(writePlan(apart), 'p.json')).toEqual({ ok: true, value: apart });
    expect(explainSupplies(apart, (id) => id.toUpperCase()).map((one) => say(one, 'en'))).toEqual([
      'esx1: hangs on A.',
      'ESX2, n*: needs 2 of B, A.',
      'Everything else: needs 1 of A, B.',
    ]);
    expect(explainSupplies(planWith(undefined), String)).toEqual([]);
  });
});
