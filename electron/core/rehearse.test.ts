import { describe, expect, it } from 'vitest';
import { groupNeeds, secondsByGroup } from '../../shared/forecast/group-needs.js';
import { forecast } from '../../shared/forecast/predict.js';
import { compile } from '../../shared/plan/compile.js';
import { planSchema } from '../../shared/plan/plan.js';
import { drawOffice } from '../../shared/simulate/office.js';
import { randomFrom } from '../../shared/simulate/random.js';
import { rehearse } from './rehearse.js';

const office = drawOffice(randomFrom(11));
const base = { plan: office.plan, operations: office.compiled.operations, durations: new Map(), startedAt: '2026-01-01T00:00:00.000Z' };

describe('a rehearsal', () => {
  it('plays the whole plan to its end and touches nothing', () => {
    const report = rehearse(base);
    expect(report).toMatchObject({ mode: 'rehearsal', phase: 'finished', notRestored: report.notRestored });
    expect(report.operations.every((one) => one.status === 'done')).toBe(true);
    expect(report.steps.map((one) => one.status)).toEqual(office.plan.steps.map(() => 'done'));
  });

  it('takes as long as the forecast says, for any office', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { plan, compiled } = drawOffice(randomFrom(seed));
      const { neededSeconds } = forecast(plan, compiled.operations, new Map(), {});
      const report = rehearse({ ...base, plan, operations: compiled.operations });
      expect(Math.abs((report.neededSeconds ?? 0) - neededSeconds), `seed ${String(seed)}`).toBeLessThan(1);
    }
  });

  it('uses learned durations and never more than the limit', () => {
    const first = office.compiled.operations.find((one) => one.kind === 'ensureHostOff')!;
    const learned = new Map([[`ensureHostOff/${first.target.name}`, { seconds: 7 }]]);
    const one = rehearse({ ...base, durations: learned }).operations.find(({ id }) => id === first.id)!;
    expect((one.endSeconds ?? 0) - (one.startSeconds ?? 0)).toBeCloseTo(7, 0);
    const slow = new Map([[`ensureHostOff/${first.target.name}`, { seconds: 99_999 }]]);
    expect(rehearse({ ...base, durations: slow }).operations.find(({ id }) => id === first.id)?.status).toBe('done');
  });

  it('gives a verdict against the battery', () => {
    const needed = rehearse(base).neededSeconds!;
    const verdict = (batterySeconds?: number) =>
      rehearse({ ...base, ...(batterySeconds === undefined ? {} : { batterySeconds }) }).findings.at(-1)?.code;
    expect(verdict(needed + office.plan.marginSeconds + 1)).toBe('rehearsal/safe');
    expect(verdict(needed + 1)).toBe('rehearsal/tight');
    expect(verdict(needed - 1)).toBe('rehearsal/unsafe');
    expect(verdict()).toBe('rehearsal/unknown');
  });

  it('plays each supply group as a lane of a real outage, and none is longer than the forecast says, for any office', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const { plan, compiled } = drawOffice(randomFrom(seed), randomFrom(seed + 1000));
      const needs = groupNeeds(plan, compiled, new Map());
      const seconds = secondsByGroup(needs, new Set(needs.map(({ id }) => id)));
      const groups = compiled.groups.map((group) => ({ ...group, batterySeconds: 100_000 }));
      const report = rehearse({ ...base, plan, operations: compiled.operations, groups });
      const told = report.findings.filter(({ code }) => code.startsWith('rehearsal/'));
      expect(told.map(({ code }) => code)).toEqual(groups.map(() => 'rehearsal/safe'));
      told.forEach(({ message }, index) => {
        const needed = seconds.get(groups[index]!.id)!;
        expect(Number(message.params?.['needed']), `seed ${String(seed)}`).toBeLessThanOrEqual(needed + 1);
      });
    }
  });

  it('takes as long as the forecast says where machines on three UPSes wait for each other', () => {
    const names = ['app', 'db', 'nas'];
    const plan = planSchema.parse({
      version: 1,
      id: 'p',
      title: 'P',
      ups: names,
      feeds: names.map((name) => ({ machines: [name], ups: [name] })),
      steps: names.map((name, index) => ({
        id: name,
        title: name,
        action: { kind: 'shutdownMachines' },
        select: { names: [name] },
        timeoutSeconds: 100 * (3 - index),
        after: names.slice(index - 1, index),
      })),
    });
    const machines = names.map((name) => ({ id: name, name, endpoint: name, state: 'on' as const }));
    const compiled = compile(plan, { clusters: [], hosts: [], vms: [], machines }, { connections: [] });
    const seconds = secondsByGroup(groupNeeds(plan, compiled, new Map()), new Set(compiled.groups.map(({ id }) => id)));
    const { findings } = rehearse({ ...base, ...compiled, plan });
    const told = findings.map(({ message }) => Math.round(Number(message.params?.['needed'])));
    expect([told, compiled.groups.map(({ id }) => seconds.get(id))]).toEqual([
      [300, 500, 600],
      [300, 500, 600],
    ]);
  });

  it('holds each supply group against its own UPSes, and is as good as the one that is worst off', () => {
    const { plan, compiled } = drawOffice(randomFrom(3), randomFrom(1003));
    const play = (lasts: (index: number) => number | undefined) => {
      const groups = compiled.groups.map((group, index) => {
        const batterySeconds = lasts(index);
        return { ...group, ...(batterySeconds === undefined ? {} : { batterySeconds }) };
      });
      return rehearse({ ...base, plan, operations: compiled.operations, batterySeconds: 1, groups });
    };
    const codes = (report: ReturnType<typeof play>) => report.findings.map(({ code }) => code);
    const needed = play(() => undefined).findings.map(({ message }) => Number(message.params?.['needed']));
    expect(needed.length).toBeGreaterThan(1);
    expect(new Set(codes(play((index) => needed[index]! + plan.marginSeconds)))).toEqual(new Set(['rehearsal/safe']));
    const short = play((index) => (index === 1 ? needed[1]! - 10 : 100_000));
    expect(codes(short).filter((code) => code === 'rehearsal/unsafe')).toHaveLength(1);
    expect(short).toMatchObject({ neededSeconds: needed[1], batterySeconds: needed[1]! - 10, marginSeconds: -10 });
    const open = play((index) => (index === 0 ? undefined : 100_000));
    expect(codes(open)).toContain('rehearsal/unknown');
    expect(open.batterySeconds).toBeUndefined();
  });
});
