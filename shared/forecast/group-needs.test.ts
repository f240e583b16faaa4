import { describe, expect, it } from 'vitest';
import { compile } from '../plan/compile.js';
import { planSchema, type PlanInput } from '../plan/plan.js';
import { groupNeeds, secondsByGroup } from './group-needs.js';

const machine = (name: string) => ({ id: name, name, endpoint: name, state: 'on' }) as const;
const stop = (id: string, timeoutSeconds: number, ...after: string[]): PlanInput['steps'][number] => ({
  id,
  title: id,
  action: { kind: 'shutdownMachines' },
  select: { names: [id] },
  timeoutSeconds,
  after,
});
const ups = (timeoutSeconds: number, ...after: string[]): PlanInput['steps'][number] => ({
  id: 'ups',
  title: 'UPS',
  action: { kind: 'upsOutputOff' },
  timeoutSeconds,
  after,
});
const bye: PlanInput['steps'][number] = {
  id: 'bye',
  title: 'Bye',
  action: { kind: 'shutdownWorkstation' },
  after: ['ups'],
  timeoutSeconds: 7,
};

/** `on`: machines by the UPS on which they hang; what else there is hangs on `rest`. Gives the seconds of each group, by its UPS. */
function secondsOf(on: Readonly<Record<string, readonly string[]>>, steps: PlanInput['steps'], dark = [...Object.keys(on), 'rest']) {
  const feeds = Object.entries(on).map(([upsId, machines]) => ({ machines: [...machines], ups: [upsId] }));
  const plan = planSchema.parse({ version: 1, id: 'p', title: 'P', ups: ['rest'], feeds, steps });
  const inventory = { clusters: [], hosts: [], vms: [], machines: Object.values(on).flat().map(machine) };
  const needs = groupNeeds(plan, compile(plan, inventory, { connections: [] }), new Map());
  const ids = needs.filter(({ upsIds }) => dark.includes(upsIds[0] ?? '')).map(({ id }) => id);
  const seconds = secondsByGroup(needs, new Set(ids));
  return Object.fromEntries(needs.map(({ id, upsIds }) => [upsIds.join(), seconds.get(id)] as const));
}

describe('what a supply group needs beside others', () => {
  const chain = [stop('app', 500), stop('db', 40, 'app'), stop('nas', 20, 'db'), ups(10, 'nas')];
  const apart = { a: ['app'], b: ['db'], c: ['nas'] };

  it('counts a machine on another UPS that itself waits for one on a third', () => {
    expect(secondsOf(apart, chain)).toEqual({ a: 510, b: 550, c: 570 });
  });

  it('counts only what is on battery beside it', () => {
    expect(secondsOf(apart, chain, ['b', 'c'])).toEqual({ a: 510, b: 50, c: 70 });
  });

  it('counts each wait once, also of two on the same UPS that are parted by one elsewhere', () => {
    expect(secondsOf({ a: ['app', 'nas'], b: ['db'] }, chain)).toEqual({ a: 570, b: 550 });
    const steps = [...chain.slice(0, 3), stop('tape', 5, 'nas'), ups(10, 'tape')];
    expect(secondsOf({ a: ['db', 'tape'], b: ['nas'], c: ['app'] }, steps)).toEqual({ a: 575, b: 570, c: 510 });
  });

  it('lets machines that the plan does not order go side by side', () => {
    const steps = [stop('app', 500), stop('nas', 20, 'app'), stop('tape', 30, 'app'), ups(10, 'nas', 'tape')];
    expect(secondsOf({ a: ['app'], b: ['nas'], c: ['tape'] }, steps)).toEqual({ a: 510, b: 530, c: 540 });
  });

  it('lets this workstation wait for all, also for those that themselves wait', () => {
    expect(secondsOf(apart, [...chain, bye])).toEqual({ rest: 577, a: 510, b: 550, c: 570 });
    expect(secondsOf(apart, [...chain, bye], ['c', 'rest'])).toMatchObject({ rest: 37, c: 30 });
  });
});
