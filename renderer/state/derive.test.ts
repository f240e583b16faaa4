import { describe, expect, it } from 'vitest';
import { emptyInventory, type Vm } from '../../shared/inventory/inventory.js';
import { planSchema } from '../../shared/plan/plan.js';
import { failed } from '../../shared/result.js';
import type { PlanView, Snapshot, UpsView } from '../../shared/snapshot/snapshot.js';
import { message } from '../../shared/text/message.js';
import { coverageOf, happeningStamp, leadingUps, placeOf, problemsOf, spareSecondsOf } from './derive.js';

const plan = planSchema.parse({
  version: 1,
  id: 'office',
  title: 'Office',
  ups: ['a'],
  marginSeconds: 120,
  steps: [{ id: 'check', title: 'Check', action: { kind: 'check' }, timeoutSeconds: 30 }],
});
const view = (batterySeconds: number): PlanView => ({
  plan,
  findings: [{ severity: 'info', code: 'plan/x', message: message('workbench.close'), target: 'check' }],
  forecast: { neededSeconds: 300, batterySeconds, verdict: 'safe', criticalPath: [], steps: [], targets: [] },
  active: true,
});
const ups = (id: string, runtimeSeconds?: number): UpsView => ({
  connectionId: id,
  title: id,
  state: { upsId: id, trust: 'fresh', power: 'mains', doubts: [], flags: [], ...(runtimeSeconds === undefined ? {} : { runtimeSeconds }) },
});
const vm = (name: string, more: Partial<Vm> = {}): Vm => ({
  id: name,
  name,
  endpoint: 'v',
  power: 'on',
  host: 'h',
  tools: 'running',
  template: false,
  agent: false,
  vcenter: false,
  self: false,
  folder: '',
  tags: [],
  ...more,
});
const snapshot: Snapshot = {
  at: '2026-11-23T10:00:00.000Z',
  version: '0.1.0',
  practice: false,
  role: 'coordinator',
  armed: true,
  office: 'onMains',
  ups: [ups('a', 900)],
  plans: [view(900)],
  inventory: emptyInventory,
  connections: [],
  notices: [],
  uncovered: [],
};

describe('what the window derives from the snapshot', () => {
  it('a finding names its step as the plan does, and anything else by its own name', () => {
    const titled = { ...plan, steps: plan.steps.map((step) => ({ ...step, title: 'Look around' })) };
    expect(placeOf(titled, 'check')).toBe('Look around');
    expect(placeOf(titled, 'nas01')).toBe('nas01');
    expect(problemsOf({ ...snapshot, plans: [{ ...view(900), plan: titled }] })[0]?.place).toBe('Office \u00b7 Look around');
  });

  it('the time to spare is the margin asked for, what is left of it, or what is missing', () => {
    expect(spareSecondsOf(view(900))).toBe(120);
    expect(spareSecondsOf(view(360))).toBe(60);
    expect(spareSecondsOf(view(200))).toBe(-100);
    expect(spareSecondsOf(undefined)).toBeUndefined();
  });
  it('templates, agents, stopped VMs and FT secondaries are never counted as running', () => {
    const vms = [
      vm('a'),
      vm('t', { template: true }),
      vm('v', { agent: true }),
      vm('o', { power: 'off' }),
      vm('f', { faultTolerance: 'secondary' }),
    ];
    expect(coverageOf({ ...snapshot, inventory: { ...emptyInventory, vms }, uncovered: ['a'] })).toEqual({
      covered: 0,
      total: 1,
      uncovered: ['a'],
    });
  });
  it('the UPS with the shortest known runtime leads; an unknown one does not', () => {
    expect(leadingUps({ ...snapshot, ups: [ups('a'), ups('b', 900), ups('c', 300)] })?.connectionId).toBe('c');
    expect(leadingUps({ ...snapshot, ups: [] })).toBeUndefined();
  });
  it('problems come worst first, and a failed UPS is named once', () => {
    const failure = failed('snmp/timeout', message('workbench.close')).failure;
    const connection = { id: 'a', title: 'A', kind: 'ups' as const, address: 'snmp://x' };
    const problems = problemsOf({
      ...snapshot,
      ups: [{ ...ups('a'), failure }],
      connections: [{ connection, status: 'failed', failure, secrets: [], findings: [] }],
    });
    expect(problems.map(({ severity, view: place }) => `${severity} ${place}`)).toEqual(['error ups', 'info plan']);
  });
  it('a new reading alone is no happening; a state, a notice or a step is', () => {
    const before = happeningStamp(snapshot);
    expect(happeningStamp({ ...snapshot, at: '2026-11-23T10:00:05.000Z', ups: [ups('a', 895)] })).toBe(before);
    expect(happeningStamp({ ...snapshot, office: 'onBattery' })).not.toBe(before);
  });
});
