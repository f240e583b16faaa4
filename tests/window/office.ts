import type { Forecast } from '../../shared/forecast/forecast.js';
import type { Inventory, Vm } from '../../shared/inventory/inventory.js';
import { planSchema, type Plan } from '../../shared/plan/plan.js';
import { validatePlan } from '../../shared/plan/validate.js';
import type { ConnectionView, PlanView, Snapshot, UpsView } from '../../shared/snapshot/snapshot.js';
import type { Reading } from '../../shared/ups/reading.js';
import type { TextKey } from '../../shared/text/catalogue.js';
import { message, type Message } from '../../shared/text/message.js';

/** The moment at which all stories are told; pages get a clock that stands there. */
export const storyNow = '2026-11-23T10:05:09.000Z';

/** A sentence of a story that no area of the catalogue has: the window shows an unknown key as it stands. */
export function told(sentence: string): Message {
  return { key: sentence as TextKey };
}

export const plan: Plan = planSchema.parse({
  version: 1,
  id: 'office-bremen',
  title: 'Office Bremen',
  ups: ['ups-rack'],
  marginSeconds: 120,
  steps: [
    { id: 'check', title: 'Check', action: { kind: 'check' }, timeoutSeconds: 30 },
    { id: 'prepare', title: 'Prepare', action: { kind: 'prepareCluster' }, after: ['check'], timeoutSeconds: 60 },
    step('files', 'Files and print', ['file01', 'print01'], 'prepare', 120),
    step('apps', 'Applications', ['app01', 'mail01'], 'files', 180),
    step('databases', 'Databases', ['sql01'], 'apps', 240),
    { id: 'vcenter', title: 'vCenter', action: { kind: 'shutdownVcenter' }, after: ['databases'], timeoutSeconds: 180 },
    {
      id: 'hosts',
      title: 'Hosts',
      action: { kind: 'shutdownHosts' },
      select: { rest: true },
      after: ['vcenter'],
      timeoutSeconds: 300,
      beyondPointOfNoReturn: true,
    },
    { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['hosts'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
    {
      id: 'workstation',
      title: 'This workstation',
      action: { kind: 'shutdownWorkstation' },
      after: ['ups'],
      timeoutSeconds: 30,
      beyondPointOfNoReturn: true,
    },
  ],
});

function step(id: string, title: string, names: readonly string[], after: string, timeoutSeconds: number) {
  return { id, title, action: { kind: 'shutdownVms' as const }, select: { names: [...names] }, after: [after], timeoutSeconds };
}

const target = (stepId: string, name: string, kind: string, from: number, to: number, limit: number, learned = true) => ({
  key: `${kind}:${name}`,
  name,
  stepId,
  startSeconds: from,
  endSeconds: to,
  limitEndSeconds: limit,
  basis: learned ? ('learned' as const) : ('configured' as const),
});

export const forecast: Forecast = {
  neededSeconds: 430,
  batterySeconds: 1300,
  marginSeconds: 870,
  verdict: 'safe',
  criticalPath: ['check', 'prepare', 'files', 'apps', 'databases', 'vcenter', 'hosts', 'ups', 'workstation'],
  steps: [
    { id: 'check', startSeconds: 0, endSeconds: 4, basis: 'learned' },
    { id: 'prepare', startSeconds: 4, endSeconds: 12, basis: 'learned' },
    { id: 'files', startSeconds: 12, endSeconds: 132, basis: 'configured' },
    { id: 'apps', startSeconds: 132, endSeconds: 224, basis: 'learned' },
    { id: 'databases', startSeconds: 224, endSeconds: 334, basis: 'learned' },
    { id: 'vcenter', startSeconds: 334, endSeconds: 390, basis: 'learned' },
    { id: 'hosts', startSeconds: 390, endSeconds: 424, basis: 'configured' },
    { id: 'ups', startSeconds: 424, endSeconds: 428, basis: 'configured' },
    { id: 'workstation', startSeconds: 428, endSeconds: 430, basis: 'configured' },
  ],
  targets: [
    target('prepare', 'Bremen', 'cluster', 4, 12, 64),
    target('files', 'file01', 'vm', 12, 82, 132),
    target('files', 'print01', 'vm', 12, 132, 132, false),
    target('apps', 'app01', 'vm', 132, 194, 312),
    target('apps', 'mail01', 'vm', 132, 224, 312),
    target('databases', 'sql01', 'vm', 224, 334, 464),
    target('vcenter', 'vcsa', 'vm', 334, 390, 514),
    target('hosts', 'esx01', 'host', 390, 420, 690),
    target('hosts', 'esx02', 'host', 390, 424, 690, false),
    target('ups', 'APC SMT1500', 'ups', 424, 428, 454),
    target('workstation', 'This workstation', 'workstation', 428, 430, 460),
  ],
  pointOfNoReturnSeconds: 390,
};

const vm = (id: string, name: string, host: string, more: Partial<Vm> = {}): Vm => ({
  id,
  name,
  endpoint: 'vcenter',
  uuid: `5029-${id}`,
  power: 'on',
  host,
  tools: 'running',
  template: false,
  agent: false,
  vcenter: false,
  self: false,
  folder: 'Bremen',
  tags: [],
  ...more,
});

export const inventory: Inventory = {
  clusters: [
    { id: 'domain-c1', name: 'Bremen', endpoint: 'vcenter', ha: true, drs: 'fullyAutomated', vsan: false, hosts: ['host-1', 'host-2'] },
  ],
  hosts: [
    {
      id: 'host-1',
      name: 'esx01',
      endpoint: 'vcenter',
      state: 'connected',
      maintenance: false,
      version: '8.0.3',
      cluster: 'domain-c1',
      direct: 'esx01',
    },
    {
      id: 'host-2',
      name: 'esx02',
      endpoint: 'vcenter',
      state: 'connected',
      maintenance: false,
      version: '8.0.3',
      cluster: 'domain-c1',
      lockdown: 'normal',
    },
  ],
  vms: [
    vm('vm-11', 'file01', 'host-1'),
    vm('vm-12', 'print01', 'host-1', { tools: 'notRunning' }),
    vm('vm-13', 'app01', 'host-2'),
    vm('vm-14', 'mail01', 'host-2'),
    vm('vm-15', 'sql01', 'host-1'),
    vm('vm-16', 'vcsa', 'host-2', { vcenter: true }),
    vm('vm-17', 'vCLS-4f2a', 'host-1', { agent: true }),
    vm('vm-18', 'golden-image', 'host-1', { template: true, power: 'off' }),
    vm('vm-19', 'old-crm', 'host-2', { power: 'off' }),
  ],
  machines: [{ id: 'nas', name: 'nas01', endpoint: 'nas', state: 'on' }],
};

export const reading: Reading = {
  manufacturer: 'APC',
  model: 'Smart-UPS SMT1500',
  serial: 'AS1234567890',
  firmware: 'UPS 09.3',
  protocol: 'snmp',
  mib: 'powernet+rfc1628',
  power: 'mains',
  flags: ['charging'],
  chargePercent: 93,
  runtimeSeconds: 1300,
  loadPercent: 38,
  inputVolts: 231,
  outputVolts: 230,
  batteryVolts: 27.3,
  temperatureCelsius: 26,
  outputWatts: 372,
  readAt: storyNow,
  roundTripMs: 14,
  requests: 2,
};

export const ups: UpsView = {
  connectionId: 'ups-rack',
  title: 'APC SMT1500',
  state: {
    upsId: 'ups-rack',
    trust: 'fresh',
    power: 'mains',
    reading,
    doubts: [],
    flags: ['charging'],
    runtimeSeconds: 1300,
    runtimeBasis: 'earlier',
    runtimeTrust: {
      claimedSeconds: 2400,
      ownSeconds: 1300,
      ownFrom: 'earlierDischarges',
      observedPercent: 53,
      seen: { discharges: 2, leastSeconds: 1190, mostSeconds: 1410, lowestPercent: 61 },
      reasons: [{ kind: 'batteryAged', factor: 0.8, years: 4 }],
      factor: 0.8,
    },
  },
  capabilities: {
    right: { kind: 'unknown' },
    commands: [
      { name: 'shutdown.return', abortable: false, confirmedBy: 'readBack' },
      { name: 'shutdown.stayoff', abortable: true, confirmedBy: 'readBack', delaySeconds: { min: 0, max: 600 } },
      { name: 'selftest.start', abortable: false, confirmedBy: 'readBack' },
      { name: 'beeper.enable', abortable: false, confirmedBy: 'readBack' },
      { name: 'beeper.disable', abortable: false, confirmedBy: 'readBack' },
      { name: 'beeper.mute', abortable: false, confirmedBy: 'readBack' },
      { name: 'shutdown.abort', abortable: false, confirmedBy: 'readBack' },
      { name: 'outlet.1.on', abortable: false, confirmedBy: 'readBack' },
      { name: 'outlet.1.off', abortable: false, confirmedBy: 'readBack' },
      { name: 'outlet.1.cycle', abortable: false, confirmedBy: 'readBack' },
    ],
    outletGroups: [{ id: '1', title: 'Switch and router', isOn: true }],
    beeper: 'enabled',
  },
  lastHeardAt: storyNow,
};

export const connections: readonly ConnectionView[] = [
  {
    connection: { id: 'ups-rack', title: 'APC SMT1500', kind: 'ups', address: 'snmp://monitor@10.0.0.9?version=3&auth=sha256&priv=aes128' },
    status: 'connected',
    secrets: ['auth', 'priv'],
    findings: [],
  },
  {
    connection: {
      id: 'vcenter',
      title: 'vCenter Bremen',
      kind: 'vsphere',
      address: 'vsphere://sundown@vsphere.local@10.0.0.20',
      pin: 'AB:CD:EF',
    },
    status: 'connected',
    secrets: ['password'],
    findings: [],
  },
  {
    connection: { id: 'esx01', title: 'esx01 directly', kind: 'esxiSsh', address: 'ssh://root@10.0.0.21', hostName: 'esx01' },
    status: 'connected',
    secrets: ['password'],
    findings: [],
  },
  {
    connection: { id: 'nas', title: 'nas01', kind: 'ssh', address: 'ssh://admin@10.0.0.30', offCommand: 'poweroff' },
    status: 'answers',
    secrets: [],
    findings: [],
  },
];

export const planView: PlanView = {
  plan,
  findings: [
    {
      severity: 'warning',
      code: 'plan/noTools',
      message: message('plan.find.noTools.forced', { name: 'print01', limit: 120 }),
      target: 'files',
    },
    {
      severity: 'info',
      code: 'plan/lockdown',
      message: message('plan.find.lockdown', { name: 'esx02' }),
      target: 'hosts',
    },
  ],
  forecast,
  active: true,
};

export const normalOffice: Snapshot = {
  at: storyNow,
  version: '0.1.0',
  practice: false,
  role: 'coordinator',
  armed: true,
  office: 'onMains',
  ups: [ups],
  plans: [planView],
  inventory,
  inventoryAt: '2026-11-23T10:04:31.000Z',
  connections,
  notices: [],
  uncovered: ['nas01'],
};

const deskUps: ConnectionView = {
  connection: { id: 'ups-desk', title: 'Eaton 5P 850', kind: 'ups', address: 'nut://10.0.0.40/desk' },
  status: 'connected',
  secrets: [],
  findings: [],
};
const twoSupplied: Plan = {
  ...plan,
  ups: ['ups-rack', 'ups-desk'],
  feeds: [
    { hosts: ['esx01'], ups: ['ups-rack'], required: 1 },
    { hosts: ['esx02'], machines: ['nas*'], ups: ['ups-rack', 'ups-desk'], required: 2 },
    { workstation: true, ups: ['ups-desk'], required: 1 },
  ],
};

/** Two UPSes, and not everything on both. */
export const twoUpsOffice: Snapshot = {
  ...normalOffice,
  ups: [ups, { ...ups, connectionId: 'ups-desk', title: 'Eaton 5P 850', state: { ...ups.state, upsId: 'ups-desk' } }],
  connections: [...connections, deskUps],
  plans: [
    {
      ...planView,
      plan: twoSupplied,
      findings: validatePlan(twoSupplied, { connections: [...connections, deskUps].map((view) => view.connection), inventory }),
    },
  ],
};
