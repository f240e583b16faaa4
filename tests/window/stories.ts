import type { ConnectionTestView, EventLine, ReadingPoint, RunLine } from '../../shared/ipc/table.js';
import type { Notice } from '../../shared/notices/notice.js';
import type { Operation } from '../../shared/plan/operation.js';
import type { OperationState, RunReport } from '../../shared/run/run.js';
import type { Connection } from '../../shared/settings/connection.js';
import type { RuntimeTrust } from '../../shared/policy/power-state.js';
import { emptySnapshot, type Snapshot } from '../../shared/snapshot/snapshot.js';
import { failed } from '../../shared/result.js';
import { message, type Message } from '../../shared/text/message.js';
import type { UpsDiscovery } from '../../shared/ups/discovery.js';
import { connections, forecast, normalOffice, plan, planView, reading, storyNow, twoUpsOffice, ups } from './office.js';

const now = Date.parse(storyNow);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

const notice: Notice = {
  id: 'n1',
  at: ago(640),
  severity: 'warning',
  title: message('policy.notice.batteryOld', { ups: 'APC SMT1500' }),
  body: message('policy.notice.batteryOld.body'),
  topic: 'ups.ups-rack.doubt.batteryOld',
  actions: ['plan.check'],
  read: false,
};

const powerIsOut: Snapshot = {
  ...normalOffice,
  office: 'onBattery',
  ups: [
    {
      ...ups,
      state: {
        ...ups.state,
        power: 'battery',
        reading: {
          ...reading,
          power: 'battery',
          flags: ['discharging'],
          chargePercent: 71,
          runtimeSeconds: 800,
          inputVolts: 0,
          batteryVolts: 24.9,
        },
        flags: ['discharging'],
        secondsOnBattery: 372,
        runtimeSeconds: 800,
        runtimeBasis: 'model',
        runtimeTrust: { claimedSeconds: 960, ownSeconds: 800, ownFrom: 'thisDischarge', observedPercent: 22, reasons: [], factor: 1 },
      },
    },
  ],
  plans: [{ ...planView, forecast: { ...forecast, batterySeconds: 800, marginSeconds: 370 } }],
  notices: [notice],
};

const onBattery: Snapshot = { ...powerIsOut, countdown: { trigger: 'onBatterySeconds', secondsLeft: 190, canPostpone: true } };

const operation = (stepId: string, name: string, kind: Operation['kind'], target: Operation['target']['kind']): Operation => ({
  id: `${stepId}/${kind}/${target}:${name}`,
  stepId,
  kind,
  target: { kind: target, key: `${target}:${name}`, id: name, name, endpoint: 'vcenter' },
  timeoutSeconds: 120,
  onTimeout: 'force',
  retries: 1,
  method: 'guest',
});
const stateOf = (given: Operation, status: OperationState['status'], startedAtMs?: number, endedAtMs?: number): OperationState => ({
  operation: given,
  status,
  attempt: 1,
  acted: status === 'done',
  ...(startedAtMs === undefined ? {} : { startedAtMs }),
  ...(endedAtMs === undefined ? {} : { endedAtMs }),
});

const running: Snapshot = {
  ...powerIsOut,
  office: 'running',
  timeLeft: { neededSeconds: 240, pointOfNoReturnSeconds: 200, batterySeconds: 410 },
  ups: powerIsOut.ups.map((view) => ({ ...view, state: { ...view.state, runtimeSeconds: 410, secondsOnBattery: 812 } })),
  run: {
    id: 'run-20261123-0958',
    startedAt: ago(190),
    plan,
    phase: 'running',
    trigger: 'latestSafeStart',
    mode: 'live',
    nowMs: 190_000,
    power: 'battery',
    ranBefore: ['vm:file01', 'vm:print01', 'vm:app01', 'vm:mail01', 'vm:sql01', 'vm:vcsa', 'host:esx01', 'host:esx02'],
    earlier: {},
    stopped: [],
    restoreWanted: true,
    restoreAllowed: false,
    steps: plan.steps.map(({ id }) => ({
      id,
      status: ['check', 'prepare', 'files'].includes(id) ? 'done' : id === 'apps' ? 'running' : 'waiting',
    })),
    operations: [
      stateOf(operation('check', 'Office Bremen', 'checkOffice', 'office'), 'done', 0, 4000),
      stateOf(operation('prepare', 'Bremen', 'prepareCluster', 'cluster'), 'done', 4000, 12_000),
      stateOf(operation('files', 'file01', 'ensureVmOff', 'vm'), 'done', 12_000, 81_000),
      stateOf(operation('files', 'print01', 'ensureVmOff', 'vm'), 'done', 12_000, 132_000),
      stateOf(operation('apps', 'app01', 'ensureVmOff', 'vm'), 'inFlight', 132_000),
      stateOf(operation('apps', 'mail01', 'ensureVmOff', 'vm'), 'inFlight', 132_000),
      stateOf(operation('databases', 'sql01', 'ensureVmOff', 'vm'), 'waiting'),
      stateOf(operation('vcenter', 'vcsa', 'ensureVmOff', 'vm'), 'waiting'),
      stateOf(operation('hosts', 'esx01', 'ensureHostOff', 'host'), 'waiting'),
      stateOf(operation('hosts', 'esx02', 'ensureHostOff', 'host'), 'waiting'),
      stateOf(operation('ups', 'APC SMT1500', 'upsOutputOff', 'ups'), 'waiting'),
      stateOf(operation('workstation', 'this workstation', 'workstationOff', 'workstation'), 'waiting'),
    ],
    restore: [],
  },
};

const broughtBack: Snapshot = {
  ...normalOffice,
  notices: [
    { ...notice, id: 'n3', severity: 'info', title: message('policy.notice.run.restored'), topic: 'run', actions: [] },
    { ...notice, id: 'n4', at: ago(700), read: true },
  ],
  run: {
    ...running.run!,
    phase: 'restored',
    startedAt: ago(2400),
    nowMs: 1_310_000,
    power: 'mains',
    passedPointOfNoReturnAtMs: 392_000,
    restoreAllowed: true,
    steps: plan.steps.map(({ id }) => ({ id, status: id === 'files' ? ('failed' as const) : ('done' as const) })),
    operations: running.run!.operations.map((one, index) =>
      one.operation.target.name === 'print01'
        ? {
            ...stateOf(one.operation, 'timedOut', 12_000, 132_000),
            attempt: 2,
            note: message('run.note.timedOut', { limit: 120 }),
          }
        : stateOf(one.operation, 'done', index * 35_000, index * 35_000 + 62_000),
    ),
    restore: ['esx01', 'esx02', 'vcsa', 'sql01', 'app01', 'mail01', 'file01'].map((name, index) =>
      stateOf(
        operation('restore', name, name.startsWith('esx') ? 'ensureHostOn' : 'ensureVmOn', name.startsWith('esx') ? 'host' : 'vm'),
        'done',
        700_000 + index * 60_000,
        760_000 + index * 60_000,
      ),
    ),
  },
  lastRun: { id: 'run-20261123-0958', phase: 'restored', endedAt: ago(300) },
};

const lostUps: Snapshot = {
  ...normalOffice,
  office: 'doubt',
  plans: [{ ...planView, forecast: { ...forecast, batterySeconds: 1180, marginSeconds: 750 } }],
  ups: [
    {
      ...ups,
      state: { ...ups.state, trust: 'lost', flags: ['communicationLost'], runtimeSeconds: 1180, runtimeBasis: 'decayed' },
      failure: failed('snmp/timeout', message('policy.failure.timeout', { s: 6 })).failure,
      lastHeardAt: ago(95),
    },
  ],
  connections: connections.map((view) => (view.connection.id === 'ups-rack' ? { ...view, status: 'failed' as const } : view)),
  notices: [
    {
      ...notice,
      id: 'n2',
      topic: 'ups.ups-rack.heard',
      severity: 'error',
      title: message('policy.notice.lost', { ups: 'APC SMT1500' }),
      body: message('policy.notice.lost.body'),
      actions: [],
    },
  ],
};

const firstStart: Snapshot = { ...emptySnapshot, at: storyNow, version: '0.1.0' };

const practice: Snapshot = {
  ...normalOffice,
  practice: true,
  practiceOffice: {
    plugged: true,
    chargePercent: 93,
    speed: 20,
    cardCut: false,
    hangingVms: ['print01'],
    vms: normalOffice.inventory.vms
      .filter((vm) => !vm.template && !vm.agent)
      .map((vm) => ({ name: vm.name, power: vm.power, host: vm.host })),
    hosts: normalOffice.inventory.hosts.map((host) => ({ name: host.name, power: 'on' })),
    outputOn: true,
  },
};

const asksForBattery: RuntimeTrust = { claimedSeconds: 517, reasons: [{ kind: 'replaceBattery', factor: 0.6 }], factor: 0.6 };

const unsafe: Snapshot = {
  ...normalOffice,
  armed: false,
  role: 'observer',
  plans: [{ ...planView, forecast: { ...forecast, batterySeconds: 310, marginSeconds: -120, verdict: 'unsafe' } }],
  connections: connections.map((view) =>
    view.connection.id === 'nas'
      ? {
          ...view,
          status: 'failed' as const,
          failure: failed('ssh/unreachable', message('run.failure.notReachable', { names: 'nas01' })).failure,
        }
      : view,
  ),
  ups: [
    {
      ...ups,
      state: {
        ...ups.state,
        runtimeSeconds: 310,
        runtimeBasis: 'device',
        runtimeTrust: asksForBattery,
        doubts: ['batteryOld'],
        flags: ['replaceBattery'],
      },
    },
  ],
};

export const stories = {
  normal: { ...normalOffice, notices: [notice] },
  onBattery,
  running,
  restored: broughtBack,
  lostUps,
  firstStart,
  practice,
  unsafe,
  twoUps: twoUpsOffice,
} as const;
export type StoryName = keyof typeof stories;

/** A day of readings: the load of office hours, and an outage of seven minutes in the early morning. */
export function dayOfReadings(fromIso: string, toIso: string, atMost: number): readonly ReadingPoint[] {
  const from = Date.parse(fromIso);
  const to = Date.parse(toIso);
  const outageFrom = now - 5.2 * 3_600_000;
  const outageTo = outageFrom + 7 * 60_000;
  return Array.from({ length: Math.min(atMost, 480) }, (_, index, all = Math.min(atMost, 480)) => {
    const at = from + ((to - from) * index) / (all - 1);
    const hour = new Date(at).getUTCHours() + new Date(at).getUTCMinutes() / 60;
    const busy = Math.exp(-(((hour - 11) / 5) ** 2));
    const out = at >= outageFrom && at <= outageTo;
    const since = at > outageTo ? (at - outageTo) / 3_600_000 : Infinity;
    const chargePercent = out ? 100 - ((at - outageFrom) / (outageTo - outageFrom)) * 34 : since < 5.3 ? Math.min(93, 66 + since * 9) : 100;
    return {
      at: new Date(at).toISOString(),
      power: out ? 'battery' : 'mains',
      chargePercent,
      loadPercent: 24 + busy * 15 + Math.sin(index / 3) * 1.2,
      runtimeSeconds: 1300 * (chargePercent / 93),
      inputVolts: out ? 0 : 230 + Math.sin(index / 7) * 2,
      batteryVolts: 24 + chargePercent / 30,
    };
  });
}

const happened: readonly (readonly [EventLine['severity'], string, Message, string])[] = [
  ['info', 'notice', message('policy.notice.run.restored'), 'run'],
  ['info', 'notice', message('policy.notice.run.restoring'), 'run'],
  ['info', 'notice', message('policy.notice.powerReturned'), 'power'],
  ['warning', 'notice', message('policy.notice.run.beyond'), 'run'],
  ['error', 'notice', message('policy.notice.run.failed', { target: 'print01' }), 'run.operation.files/ensureVmOff/vm:print01'],
  ['warning', 'notice', message('policy.notice.run.started', { plan: 'Office Bremen' }), 'run'],
  ['warning', 'notice', message('policy.notice.powerConfirmed'), 'power'],
  ['warning', 'notice', message('policy.notice.lost', { ups: 'APC SMT1500' }), 'ups.ups-rack.heard'],
];

export const eventLines: readonly EventLine[] = Array.from({ length: 230 }, (_, index) => {
  const [severity, kind, sentence, source] = happened[index % happened.length] ?? happened[0]!;
  return { id: 1000 - index, at: ago(60 + index * 430), severity, kind, message: sentence, source };
});

export const earlierRuns: readonly RunLine[] = [
  run('run-20261121', 'restored', 2 * 86_400, 1310),
  run('run-20261030', 'aborted', 24 * 86_400, 95),
  run('run-20261002', 'finished', 52 * 86_400, 640),
];

function run(id: string, phase: RunLine['phase'], startedAgo: number, seconds: number): RunLine {
  return {
    id,
    planId: plan.id,
    planTitle: plan.title,
    startedAt: ago(startedAgo),
    endedAt: ago(startedAgo - seconds),
    phase,
    mode: 'live',
  };
}

/** As if the plan had been played against the office in virtual time. */
export const rehearsal: RunReport = {
  runId: 'rehearsal',
  planId: plan.id,
  planTitle: plan.title,
  mode: 'rehearsal',
  phase: 'finished',
  trigger: 'person',
  startedAt: storyNow,
  seconds: forecast.neededSeconds,
  neededSeconds: forecast.neededSeconds,
  batterySeconds: 1300,
  marginSeconds: 870,
  steps: forecast.steps.map(({ id, startSeconds, endSeconds }) => ({
    id,
    title: plan.steps.find((step) => step.id === id)?.title ?? id,
    status: 'done' as const,
    startSeconds,
    endSeconds,
  })),
  operations: [],
  notRestored: [],
  findings: planView.findings,
};

/** What a test of a draft finds: a UPS that answers, or a certificate to look at. */
export function testOf(connection: Connection): ConnectionTestView {
  if (connection.kind === 'ups')
    return {
      reachable: true,
      reading,
      findings: [{ severity: 'warning', code: 'run/upsNoRuntime', message: message('run.check.upsNoRuntime'), target: connection.id }],
    };
  return {
    reachable: true,
    presentedPin: '5E:0C:7B:1A:93:D2:44:F0:6B:88:21:5D:CE:17:A9:3F:70:B4:E6:0D:52:9C:18:AA:3B:67:F1:04:8E:D9:26:C5',
    pinDetail: 'CN=vcsa.office.example, 2026-01-12 … 2028-01-12',
    findings: [],
  };
}

/** A UPS on USB that this workstation's own system shows. */
export const shownBySystem: UpsDiscovery = {
  host: 'localhost',
  offers: [
    {
      way: 'system',
      address: 'system:',
      reading: { ...reading, protocol: 'system', manufacturer: 'EATON', model: 'Ellipse PRO 1600' },
      why: { key: 'discovery.why.system' },
      findings: [],
    },
  ],
  because: { key: 'discovery.because.only' },
  failures: [],
  advice: [],
  tookMs: 90,
};

/** A card that lets its user in by SNMPv3 and still answers everybody, and a NUT server beside it with a certificate that nobody knows. */
export const discovered: UpsDiscovery = {
  host: '10.0.0.9',
  offers: [
    {
      way: 'snmp3',
      address: 'snmp://monitor@10.0.0.9?version=3&auth=sha256&priv=aes128',
      reading,
      why: { key: 'discovery.why.authPriv', params: { auth: 'SHA-256', priv: 'AES-128' } },
      findings: [],
    },
    {
      way: 'snmp2c',
      address: 'snmp://10.0.0.9?version=2c',
      reading,
      why: { key: 'discovery.why.community', params: { version: '2c' } },
      findings: [{ severity: 'warning', code: 'credentials/snmpPlain', message: { key: 'credentials.snmpPlain' }, target: '10.0.0.9' }],
    },
    {
      way: 'nut',
      address: 'nut://10.0.0.9/rack?tls=1',
      name: 'rack',
      reading: { ...reading, protocol: 'nut' },
      presentedPin: 'AB:CD:EF:01',
      why: { key: 'discovery.why.nutTls' },
      findings: [],
    },
  ],
  because: { key: 'discovery.because.safest' },
  failures: [
    { way: 'apcupsd', failure: { code: 'ups/unreachable', message: { key: 'ups.tcp.refused', params: { host: '10.0.0.9', port: 3551 } } } },
  ],
  advice: [
    {
      severity: 'warning',
      code: 'discovery/alsoPlain',
      message: { key: 'discovery.advice.alsoPlain', params: { host: '10.0.0.9' } },
      target: '10.0.0.9',
    },
  ],
  tookMs: 900,
};
