import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../../shared/inventory/inventory.js';
import { planSchema, type Feed } from '../../../shared/plan/plan.js';
import { validatePlan } from '../../../shared/plan/validate.js';
import type { Connection } from '../../../shared/settings/connection.js';
import {
  addFeed,
  changeFeed,
  findingsOfFeed,
  findingsOfSupplies,
  howNamed,
  othersOf,
  removeFeed,
  thingsToFeed,
  upsToChoose,
  withOthers,
  withThing,
  withUps,
  withWorkstation,
} from './edit-feeds.js';

const host = (name: string) => ({ id: `h-${name}`, name, endpoint: 'vc', state: 'connected' as const, maintenance: false, version: '8' });
const inventory: Inventory = {
  clusters: [],
  hosts: [host('esx2'), host('esx1')],
  vms: [],
  machines: [{ id: 'store', name: 'nas', endpoint: 'store', state: 'on' }],
};
const connections: readonly Connection[] = [
  { id: 'a', title: 'A', kind: 'ups', address: 'nut://a/ups' },
  { id: 'b', title: 'B', kind: 'ups', address: 'nut://b/ups' },
  { id: 'direct', title: 'esx1 directly', kind: 'esxiSsh', address: 'ssh://r@e1', hostName: 'ESX1' },
  { id: 'direct3', title: 'esx3 directly', kind: 'vsphere', address: 'vsphere://r@e3', hostName: 'esx3' },
  { id: 'store', title: 'nas', kind: 'ssh', address: 'ssh://r@nas' },
  { id: 'switch', title: 'Core switch', kind: 'ssh', address: 'ssh://r@sw' },
];
const things = thingsToFeed(inventory, connections);
const feed: Feed = { hosts: ['esx1', 'esx2'], machines: ['store', 'tape*'], ups: ['a'], required: 1 };
const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['a', 'b'],
  requiredSupplies: 2,
  steps: [{ id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, timeoutSeconds: 60 }],
});
const thing = (kind: 'hosts' | 'machines', name: string) => things[kind].find((one) => one.name === name)!;

describe('what can hang on a UPS', () => {
  it('was found or is connected, and stands there once', () => {
    expect(things).toEqual({
      hosts: [{ name: 'esx1' }, { name: 'esx2' }, { name: 'esx3' }],
      machines: [
        { name: 'Core switch', id: 'switch' },
        { name: 'nas', id: 'store' },
      ],
    });
  });

  it('is named by its name in any case, by its connection, or by a pattern', () => {
    expect(howNamed({ ...feed, hosts: ['ESX1'] }, 'hosts', thing('hosts', 'esx1'))).toBe('byName');
    expect(howNamed(feed, 'machines', thing('machines', 'nas'))).toBe('byName');
    expect(howNamed({ ...feed, hosts: ['esx*'] }, 'hosts', thing('hosts', 'esx1'))).toBe('byPattern');
    expect(howNamed({ ...feed, machines: ['sw*'] }, 'machines', thing('machines', 'Core switch'))).toBe('byPattern');
    expect(howNamed(feed, 'hosts', thing('hosts', 'esx3'))).toBe('notNamed');
  });
});

describe('editing what hangs on which UPSes', () => {
  it('takes a thing out and puts it back without a trace', () => {
    const [esx1] = things.hosts;
    const without = withThing(feed, 'hosts', things.hosts, esx1!, false);
    expect(without.hosts).toEqual(['esx2']);
    expect(JSON.stringify(withThing(without, 'hosts', things.hosts, esx1!, true))).toBe(JSON.stringify(feed));
  });

  it('leaves alone how the others are written, patterns last', () => {
    const nas = thing('machines', 'nas');
    expect(withThing(feed, 'machines', things.machines, thing('machines', 'Core switch'), true).machines).toEqual([
      'Core switch',
      'store',
      'tape*',
    ]);
    expect(withThing(feed, 'machines', things.machines, nas, false).machines).toEqual(['tape*']);
  });

  it('leaves out what would be empty', () => {
    const empty = withOthers(
      withThing(feed, 'machines', things.machines, thing('machines', 'nas'), false),
      'machines',
      things.machines,
      [],
    );
    expect(Object.keys(empty)).toEqual(['hosts', 'ups', 'required']);
    expect(JSON.stringify(withWorkstation(withWorkstation(feed, true), false))).toBe(JSON.stringify(feed));
  });

  it('changes patterns, and what nothing is called, beside what is chosen', () => {
    expect(othersOf(feed, 'machines', things.machines)).toEqual(['tape*']);
    expect(withOthers(feed, 'machines', things.machines, ['ups-card']).machines).toEqual(['store', 'ups-card']);
  });

  it('offers UPSes in one order, and those too that are named without being there', () => {
    const offered = upsToChoose(['a', 'b'], ['gone', 'b']);
    expect(offered).toEqual(['a', 'b', 'gone']);
    expect(withUps(['gone', 'b'], offered, 'a', true)).toEqual(['a', 'b', 'gone']);
    expect(withUps(['gone', 'b', 'b'], offered, 'gone', false)).toEqual(['b']);
  });

  it('adds a feed that changes nothing yet, and leaves no empty list behind', () => {
    const added = addFeed(plan);
    expect(added.feeds).toEqual([{ ups: ['a', 'b'], required: 2 }]);
    expect(planSchema.parse(added)).toEqual(added);
    const two = addFeed(changeFeed(added, 0, feed));
    expect(two.feeds).toEqual([feed, { ups: ['a', 'b'], required: 2 }]);
    expect(removeFeed(two, 0).feeds).toEqual([{ ups: ['a', 'b'], required: 2 }]);
    expect(JSON.stringify(removeFeed(added, 0))).toBe(JSON.stringify(plan));
  });
});

describe('what is found of supplies', () => {
  const wrong = {
    ...plan,
    ups: ['a', 'b', 'gone'],
    requiredSupplies: 4,
    feeds: [
      { hosts: ['esx1', 'esx9'], ups: ['a'], required: 2 },
      { hosts: ['esx1'], ups: ['other'], required: 1 },
      { ups: ['a', 'a'], required: 1 },
    ],
  };
  const findings = validatePlan(wrong, { connections, inventory });
  const codes = (place: number) => findingsOfFeed(findings, place).map((finding) => finding.code);

  it('stands with the feed that it is about; of a thing named twice with the one that does not count', () => {
    expect(codes(0)).toEqual(['plan/feedTooFew', 'plan/feedFitsNothing']);
    expect(codes(1)).toEqual(['plan/feedUnknownUps', 'plan/feedTwice']);
    expect(codes(2)).toEqual(['plan/feedEmpty', 'plan/feedUpsTwice']);
  });

  it('stands with the UPSes when it is of no single feed, and nothing of it is lost', () => {
    const general = findingsOfSupplies(findings).map((finding) => finding.code);
    expect(general).toEqual(['plan/unknownUps', 'plan/tooFewSupplies']);
    const aboutSupplies = findings.filter(({ code }) => /ups|suppl|feed/i.test(code));
    expect(general.length + codes(0).length + codes(1).length + codes(2).length).toBe(aboutSupplies.length);
  });

  it('tells with the UPSes which of them nothing hangs on, and what becomes of this workstation', () => {
    const last = { ...plan.steps[0]!, id: 'last', title: 'Last', action: { kind: 'shutdownWorkstation' as const }, after: ['hosts'] };
    const idle = {
      ...plan,
      requiredSupplies: 1,
      steps: [...plan.steps, last],
      feeds: [{ hosts: ['*'], workstation: true, ups: ['a'], required: 1 }],
    };
    const dark = { ...idle, feeds: [{ workstation: true, ups: ['b'], required: 1 }] };
    const codesOf = (one: typeof plan) => findingsOfSupplies(validatePlan(one, { connections, inventory })).map(({ code }) => code);
    expect(codesOf(idle)).toEqual(['plan/upsFeedsNothing']);
    expect(codesOf(dark)).toEqual(['plan/coordinatorDark']);
  });
});
