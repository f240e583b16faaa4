import { describe, expect, it } from 'vitest';
import { emptySnapshot, type OfficeState, type Snapshot, type UpsView } from '../snapshot/snapshot.js';
import { trayView } from './tray-view.js';

const nbsp = '\u00a0';

function upsView(change: Partial<UpsView['state']>, chargePercent?: number): UpsView {
  return {
    connectionId: 'ups-1',
    title: 'Rack UPS',
    state: {
      upsId: 'ups-1',
      trust: 'fresh',
      power: 'mains',
      doubts: [],
      flags: [],
      ...(chargePercent === undefined ? {} : { reading: { chargePercent } as unknown as NonNullable<UpsView['state']['reading']> }),
      ...change,
    },
  };
}

function snapshot(change: Partial<Snapshot>): Snapshot {
  return { ...emptySnapshot, role: 'coordinator', armed: true, office: 'onMains', ...change };
}

const withPlan = { plans: [{ plan: {}, findings: [], active: true }] } as unknown as Pick<Snapshot, 'plans'>;
const labels = (view: ReturnType<typeof trayView>) => view.menu.flatMap((item) => (item.kind === 'separator' ? [] : [item.label]));
const ids = (view: ReturnType<typeof trayView>) => view.menu.flatMap((item) => (item.kind === 'command' ? [item.id] : []));

describe('the tray', () => {
  it.each<[OfficeState, Partial<Snapshot>, string, string]>([
    ['notConnected', {}, 'No UPS is connected', 'Keine USV verbunden'],
    ['notConnected', { ups: [upsView({ trust: 'neverSeen' })] }, 'Rack UPS does not answer', 'Rack UPS antwortet nicht'],
    ['onMains', { ups: [upsView({})] }, 'On mains', 'Am Netz'],
    ['onMains', { ups: [upsView({}, 98)] }, `On mains, battery 98${nbsp}%`, `Am Netz, Batterie 98${nbsp}%`],
    [
      'onMains',
      { ups: [upsView({ runtimeSeconds: 1290 }, 98)] },
      `On mains, battery 98${nbsp}%, would last 21${nbsp}min`,
      `Am Netz, Batterie 98${nbsp}%, reicht für 21${nbsp}min`,
    ],
    ['onBattery', { ups: [upsView({})] }, 'On battery', 'Auf Batterie'],
    [
      'onBattery',
      { ups: [upsView({ runtimeSeconds: 200 })] },
      `On battery, 3${nbsp}min 20${nbsp}s left`,
      `Auf Batterie, noch 3${nbsp}min 20${nbsp}s`,
    ],
    [
      'onBattery',
      { countdown: { trigger: 'latestSafeStart', secondsLeft: 42, canPostpone: true } },
      `On battery, shutdown starts in 42${nbsp}s`,
      `Auf Batterie, Herunterfahren beginnt in 42${nbsp}s`,
    ],
    ['lowBattery', { ups: [upsView({ runtimeSeconds: 60 })] }, `Battery low, 1${nbsp}min left`, `Batterie schwach, noch 1${nbsp}min`],
    ['running', {}, 'Shutting down, 0 of 0 done', 'Fährt herunter, 0 von 0 erledigt'],
    ['restoring', {}, 'Restoring, 0 of 0 done', 'Fährt wieder hoch, 0 von 0 erledigt'],
    [
      'doubt',
      { ups: [upsView({ doubts: ['contradictory'] })] },
      'Readings of Rack UPS contradict each other',
      'Messwerte von Rack UPS widersprechen sich',
    ],
    ['doubt', { ups: [upsView({ trust: 'lost' })] }, 'Rack UPS does not answer', 'Rack UPS antwortet nicht'],
    ['doubt', { ups: [upsView({ doubts: ['selfTest'] })] }, 'Readings of Rack UPS are in doubt', 'Messwerte von Rack UPS sind zweifelhaft'],
  ])('says %s in one line, in both languages, in menu and tooltip alike', (office, change, english, german) => {
    const given = snapshot({ office, ...change });
    expect(trayView(given, 'en').icon).toBe(office);
    expect(trayView(given, 'en').menu[0]).toEqual({ kind: 'state', label: english });
    expect(trayView(given, 'en').tooltip).toBe(`Sundown: ${english}`);
    expect(trayView(given, 'de').menu[0]).toEqual({ kind: 'state', label: german });
    expect(trayView(given, 'de').tooltip).toBe(`Sundown: ${german}`);
  });

  it('tells of the UPS with the least runtime when there are several', () => {
    const ups = [upsView({ runtimeSeconds: 900 }, 90), upsView({ runtimeSeconds: 240 }, 30)];
    expect(labels(trayView(snapshot({ ups }), 'en'))[0]).toContain(`battery 30${nbsp}%`);
  });

  it('has every way in and out in its menu, in one order', () => {
    const view = trayView(snapshot({ ...withPlan, countdown: { trigger: 'onBatterySeconds', secondsLeft: 60, canPostpone: true } }), 'en');
    expect(ids(view)).toEqual(['run.start', 'run.postpone', 'plan.rehearse', 'practice.open', 'view.settings', 'app.quit']);
    expect(view.menu.map((item) => item.kind).slice(0, 4)).toEqual(['state', 'separator', 'open', 'separator']);
  });

  it('offers an observer neither a start nor a postponement', () => {
    const countdown = { trigger: 'onBatterySeconds', secondsLeft: 60, canPostpone: true } as const;
    expect(ids(trayView(snapshot({ ...withPlan, role: 'observer', countdown }), 'en'))).toEqual([
      'plan.rehearse',
      'practice.open',
      'view.settings',
      'app.quit',
    ]);
  });

  it('offers no postponement that would be refused', () => {
    const countdown = { trigger: 'runtimeBelow', secondsLeft: 5, canPostpone: false } as const;
    expect(ids(trayView(snapshot({ ...withPlan, countdown }), 'en'))).not.toContain('run.postpone');
  });

  it('offers to cancel instead of to start while a run goes on', () => {
    const run = { phase: 'running', operations: [], restore: [] } as unknown as NonNullable<Snapshot['run']>;
    expect(ids(trayView(snapshot({ ...withPlan, office: 'running', run }), 'en'))).toEqual([
      'run.cancel',
      'plan.rehearse',
      'view.settings',
      'app.quit',
    ]);
  });

  it('cannot be mistaken for the real office while somebody practises', () => {
    const view = trayView(snapshot({ practice: true }), 'en');
    expect(view.tooltip).toBe('Sundown, practice office: On mains');
    expect(labels(view)[0]).toBe('Practice office: On mains');
    expect(ids(view)).toContain('practice.close');
    expect(ids(view)).not.toContain('practice.open');
  });

  it('tells of a drill how far it is, and keeps the icon of the power', () => {
    const run = { phase: 'running', trigger: 'drill', operations: [{ status: 'done' }, { status: 'inFlight' }], restore: [] };
    const view = trayView(snapshot({ run: run as unknown as NonNullable<Snapshot['run']> }), 'en');
    expect(labels(view)[0]).toBe('Drill, 1 of 2 shut down');
    expect(view.icon).toBe('onMains');
  });

  it('counts what is over, however it ended', () => {
    const states = ['done', 'failed', 'skipped', 'timedOut', 'inFlight', 'forcing', 'waiting'].map((status) => ({ status }));
    const run = { phase: 'running', operations: states, restore: [] } as unknown as NonNullable<Snapshot['run']>;
    expect(labels(trayView(snapshot({ office: 'running', run }), 'en'))[0]).toBe('Shutting down, 4 of 7 done');
  });
});
