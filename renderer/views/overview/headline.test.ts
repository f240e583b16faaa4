import { describe, expect, it } from 'vitest';
import type { Forecast } from '../../../shared/forecast/forecast.js';
import { say } from '../../../shared/text/say.js';
import { budgetOf, headlineOf } from './headline.js';
import { emptyInventory } from '../../../shared/inventory/inventory.js';
import { planSchema } from '../../../shared/plan/plan.js';
import type { OperationState } from '../../../shared/run/run.js';
import type { Snapshot } from '../../../shared/snapshot/snapshot.js';

const forecast = (batterySeconds: number | undefined, verdict: Forecast['verdict']): Forecast => ({
  neededSeconds: 430,
  verdict,
  criticalPath: [],
  steps: [],
  targets: [],
  ...(batterySeconds === undefined ? {} : { batterySeconds, marginSeconds: batterySeconds - 430 - 120 }),
});
const plan = planSchema.parse({
  version: 1,
  id: 'office',
  title: 'Office',
  ups: ['ups'],
  steps: [{ id: 'check', title: 'Check', action: { kind: 'check' }, timeoutSeconds: 30 }],
});
const office: Snapshot = {
  at: '2026-11-23T10:00:00.000Z',
  version: '0.1.0',
  practice: false,
  role: 'coordinator',
  armed: true,
  office: 'onMains',
  ups: [{ connectionId: 'ups', title: 'UPS', state: { upsId: 'ups', trust: 'fresh', power: 'mains', doubts: [], flags: [] } }],
  plans: [{ plan, findings: [], forecast: forecast(1300, 'safe'), active: true }],
  inventory: emptyInventory,
  connections: [],
  notices: [],
  uncovered: [],
};
const operation = (status: OperationState['status']): OperationState => ({
  operation: {
    id: `check/checkOffice/${status}`,
    stepId: 'check',
    kind: 'checkOffice',
    target: { kind: 'office', key: 'office:office', id: 'office', name: 'Office', endpoint: '' },
    timeoutSeconds: 30,
    onTimeout: 'continue',
    retries: 0,
  },
  status,
  attempt: 1,
});
const running: Snapshot = {
  ...office,
  office: 'running',
  run: {
    id: 'run-1',
    startedAt: '2026-11-23T09:58:00.000Z',
    plan,
    phase: 'running',
    trigger: 'latestSafeStart',
    mode: 'live',
    operations: (['done', 'failed', 'inFlight', 'forcing', 'waiting'] as const).map(operation),
    steps: [],
    restore: [],
    nowMs: 120_000,
    power: 'battery',
    ranBefore: [],
    earlier: {},
    stopped: [],
    restoreWanted: true,
    restoreAllowed: false,
  },
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('headline of the overview', () => {
  it('says the whole budget: time up, time needed, battery and the margin the plan asks for', () => {
    expect(plain(say(budgetOf(forecast(1300, 'safe'), 120), 'en'))).toBe(
      'Stays up 12 min 30 s, then needs 7 min 10 s. The battery lasts 21 min 40 s at the present load: 2 min to spare, as you asked for.',
    );
  });
  it('says how much is missing when the battery is empty first', () => {
    expect(plain(say(budgetOf(forecast(310, 'unsafe'), 120), 'en'))).toBe('7 min 10 s needed, 5 min 10 s on battery: 2 min short.');
  });
  it('says what is left of the margin when it fits without it', () => {
    expect(plain(say(budgetOf(forecast(490, 'tight'), 120), 'de'))).toBe(
      '7 min 10 s nötig, 8 min 10 s auf Batterie: 1 min Reserve statt 2 min.',
    );
  });
  it('claims nothing when the UPS tells no runtime', () => {
    expect(budgetOf(forecast(undefined, 'unknown'), 120).key).toBe('views.overview.budget.unknown');
  });
  it('puts a running shutdown before everything else and counts what is over', () => {
    const headline = headlineOf(running);
    expect(headline).toMatchObject({ tone: 'danger', command: 'view.run' });
    expect(say(headline.title, 'en')).toContain('2 of 5');
  });
  it('calls a drill a drill, not a shutdown of the office, and its return no return of the power', () => {
    const run = { ...running.run!, trigger: 'drill' as const, restore: (['done', 'inFlight'] as const).map(operation) };
    expect(say(headlineOf({ ...office, run }).title, 'en')).toBe('Drill, 2 of 5 shut down');
    const back = headlineOf({ ...office, run: { ...run, phase: 'restoring' } });
    expect(back).toMatchObject({ tone: 'info', title: { key: 'drill.state.restoring' } });
    expect(headlineOf({ ...office, run: { ...run, phase: 'restored' } }).title.key).toBe('views.overview.headline.safe');
    expect(headlineOf({ ...office, office: 'onBattery', run }).title.key).toBe('views.overview.headline.onBattery.safe');
  });
  it('says of a silent UPS that it is silent, and of one that contradicts itself that it is not believed', () => {
    const silent = (doubts: readonly 'contradictory'[]): Snapshot => ({
      ...office,
      office: 'doubt',
      ups: office.ups.map((ups) => ({ ...ups, state: { ...ups.state, trust: 'lost', doubts } })),
    });
    expect(say(headlineOf(silent([])).title, 'en')).toBe('UPS does not answer: whether the power is on is not known.');
    expect(headlineOf(silent(['contradictory'])).title.key).toBe('views.overview.headline.doubt');
  });
  it('never calls an office without a plan or without a UPS safe', () => {
    expect(headlineOf({ ...office, plans: [] }).title.key).toBe('views.overview.headline.noPlan');
    expect(headlineOf({ ...office, ups: [] }).title.key).toBe('views.overview.headline.noUps');
  });
  it('shows doubt before a favourable verdict', () => {
    expect(headlineOf({ ...office, office: 'doubt' })).toMatchObject({ tone: 'warn', title: { key: 'views.overview.headline.doubt' } });
  });
});
