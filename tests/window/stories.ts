import type { EventLine, ReadingPoint } from '../../shared/ipc/table.js';
import type { Notice } from '../../shared/notices/notice.js';
import type { Operation } from '../../shared/plan/operation.js';
import type { OperationState } from '../../shared/run/run.js';
import { emptySnapshot, type Snapshot } from '../../shared/snapshot/snapshot.js';
import { failed } from '../../shared/result.js';
import { connections, forecast, normalOffice, plan, planView, reading, storyNow, told, ups } from './office.js';

const now = Date.parse(storyNow);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

const notice: Notice = {
  id: 'n1',
  at: ago(640),
  severity: 'warning',
  title: told('nas01 runs, but the plan does not cover it.'),
  body: told('If the power failed now, nas01 would lose power without warning.'),
  topic: 'coverage',
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
      },
    },
  ],
  plans: [{ ...planView, forecast: { ...forecast, batterySeconds: 800, marginSeconds: 250 } }],
  notices: [notice],
};

const onBattery: Snapshot = { ...powerIsOut, countdown: { trigger: 'latestSafeStart', secondsLeft: 250, canPostpone: true } };

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
const lostUps: Snapshot = {
  ...normalOffice,
  office: 'doubt',
  ups: [
    {
      ...ups,
      state: { ...ups.state, trust: 'lost', flags: ['communicationLost'], runtimeSeconds: 1180, runtimeBasis: 'decayed' },
      failure: failed('snmp/timeout', told('APC SMT1500 does not answer at 10.0.0.9 (SNMP, 3 tries of 2 s).')).failure,
      lastHeardAt: ago(95),
    },
  ],
  connections: connections.map((view) => (view.connection.id === 'ups-rack' ? { ...view, status: 'failed' as const } : view)),
  notices: [
    {
      ...notice,
      id: 'n2',
      topic: 'ups-rack/lost',
      severity: 'error',
      title: told('Nothing is heard from APC SMT1500.'),
      body: told('On mains this alone shuts nothing down.'),
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

const unsafe: Snapshot = {
  ...normalOffice,
  armed: false,
  role: 'observer',
  plans: [{ ...planView, forecast: { ...forecast, batterySeconds: 310, marginSeconds: -240, verdict: 'unsafe' } }],
  ups: [{ ...ups, state: { ...ups.state, runtimeSeconds: 310, doubts: ['batteryOld'], flags: ['replaceBattery'] } }],
};

export const stories = {
  normal: { ...normalOffice, notices: [notice] },
  onBattery,
  running,
  lostUps,
  firstStart,
  practice,
  unsafe,
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

const happened: readonly (readonly [EventLine['severity'], string, string, string])[] = [
  ['info', 'upsChanged', 'The UPS reads 231 V at its input again.', 'ups-rack'],
  ['warning', 'notice', 'nas01 runs, but the plan does not cover it.', 'inventory'],
  ['info', 'inventory', 'The inventory was read: 2 hosts, 7 VMs, 1 machine.', 'vcenter'],
  ['info', 'settings', 'The time between readings on mains was changed from 10 s to 5 s.', 'settings'],
  ['error', 'operationFailed', 'print01 did not shut down within its limit of 2 min and was powered off.', 'run-20261121'],
  ['info', 'powerReturned', 'Mains power is back and has been stable for 30 s.', 'ups-rack'],
  ['warning', 'powerConfirmed', 'Power failure confirmed after 5 s on battery.', 'ups-rack'],
];

export const eventLines: readonly EventLine[] = Array.from({ length: 230 }, (_, index) => {
  const [severity, kind, sentence, source] = happened[index % happened.length] ?? happened[0]!;
  return { id: 1000 - index, at: ago(60 + index * 430), severity, kind, message: told(sentence), source };
});
