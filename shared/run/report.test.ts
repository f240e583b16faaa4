import { describe, expect, it } from 'vitest';
import { drawOffice } from '../simulate/office.js';
import { randomFrom } from '../simulate/random.js';
import { message } from '../text/message.js';
import { mayRestore, mayStartRun } from './authority.js';
import { reportMarkdown } from './report-text.js';
import { reportRun } from './report.js';
import { step } from './step.js';

const { plan, compiled } = drawOffice(randomFrom(3));
const named = { ...plan, title: 'Main | *office*' };
const [run] = step(undefined, {
  kind: 'runStarted',
  atMs: 0,
  runId: 'r',
  plan: named,
  operations: compiled.operations,
  trigger: 'latestSafeStart',
  mode: 'live',
  ranBefore: [],
});
const report = reportRun(run, {
  startedAt: '2026-01-01T08:00:00.000Z',
  neededSeconds: 300,
  batterySeconds: 900,
  marginSeconds: 600,
  findings: [{ severity: 'warning', code: 'x/y', message: message('run.check.upsNoRuntime'), target: 'ups' }],
});

describe('a report', () => {
  it('holds every step and operation with its state', () => {
    expect(report.steps).toHaveLength(plan.steps.length);
    expect(report.operations).toHaveLength(compiled.operations.length);
    expect(report.steps[0]).toMatchObject({ id: 'check', status: 'running', startSeconds: 0 });
    expect(report.operations[0]?.endSeconds).toBeUndefined();
  });

  it('reads well in both languages, and names cannot break it', () => {
    const english = reportMarkdown(report, 'en');
    expect(english).toContain('# Run report: Main \\| \\*office\\*');
    expect(english).toContain('- Time needed: 5\u00a0min');
    expect(english).toContain('Warning: ups');
    const german = reportMarkdown(report, 'de');
    expect(german).toContain('# Laufbericht');
    expect(german).not.toMatch(/\{\w+/);
    expect(english).not.toMatch(/\{\w+/);
  });
});

describe('authority', () => {
  it('an observer never acts, not even when a person asks', () => {
    expect(mayStartRun({ role: 'observer', armed: true }, 'person')).toMatchObject({ ok: false, failure: { code: 'run/observer' } });
  });
  it('a coordinator acts by itself only when armed', () => {
    expect(mayStartRun({ role: 'coordinator', armed: false }, 'lowBattery')).toMatchObject({
      ok: false,
      failure: { code: 'run/notArmed' },
    });
    expect(mayStartRun({ role: 'coordinator', armed: false }, 'person').ok).toBe(true);
    expect(mayStartRun({ role: 'coordinator', armed: true }, 'lowBattery').ok).toBe(true);
  });
  it('a standby acts only when the coordinator is known not to', () => {
    expect(mayStartRun({ role: 'standby', armed: true }, 'lowBattery')).toMatchObject({ ok: false, failure: { code: 'run/otherActs' } });
    expect(mayStartRun({ role: 'standby', armed: true, otherActs: false }, 'lowBattery').ok).toBe(true);
  });
  it('restores on stable mains with charge enough only; unknown charge is not enough (WinNUT #55)', () => {
    const wants = { restore: { enabled: true, restartChargePercent: 30 } };
    expect(mayRestore(wants, { isMainsStable: true, chargePercent: 30 })).toBe(true);
    expect(mayRestore(wants, { isMainsStable: true, chargePercent: 29 })).toBe(false);
    expect(mayRestore(wants, { isMainsStable: true })).toBe(false);
    expect(mayRestore(wants, { isMainsStable: false, chargePercent: 100 })).toBe(false);
    expect(mayRestore({ restore: { enabled: false, restartChargePercent: 0 } }, { isMainsStable: true, chargePercent: 100 })).toBe(false);
  });
});
