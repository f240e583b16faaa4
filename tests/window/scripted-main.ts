import './no-code-generation.js';
import type { Bridge, IpcArgs, IpcChannel, IpcPushes, IpcResult, WindowBoot } from '../../shared/ipc/table.js';
import { planSchema } from '../../shared/plan/plan.js';
import { done, failed } from '../../shared/result.js';
import { settingsTable } from '../../shared/settings/table.js';
import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import { plan, told } from './office.js';
import {
  dayOfReadings,
  discovered,
  earlierRuns,
  eventLines,
  rehearsal,
  shownBySystem,
  stories,
  testOf,
  type StoryName,
} from './stories.js';

type Listeners = { [P in keyof IpcPushes]: Set<(value: IpcPushes[P]) => void> };

/** What a test may do with the scripted main from outside: look at calls, push a snapshot, let a channel fail. */
export interface Script {
  readonly calls: { readonly channel: IpcChannel; readonly args: unknown }[];
  push<P extends keyof IpcPushes>(push: P, value: IpcPushes[P]): void;
  tell(story: StoryName): void;
  change(part: Partial<Snapshot>): void;
  shown(): Snapshot;
  /** From now on a channel answers with this. */
  answer<C extends IpcChannel>(channel: C, result: IpcResult<C>): void;
  /** A setting was changed in its file. */
  setElsewhere(key: string, value: boolean | number | string): void;
}

declare global {
  interface Window {
    windowScript: Script;
  }
}

const wanted = new URLSearchParams(location.search);
const layoutKey = 'scripted-layout';
const listeners: Listeners = { snapshot: new Set(), command: new Set(), settings: new Set(), theme: new Set() };
let snapshot: Snapshot = stories[(wanted.get('story') ?? 'normal') as StoryName];
const values: Record<string, boolean | number | string> = {
  ...Object.fromEntries(settingsTable.map(({ key, fallback }) => [key, fallback])),
  'general.role': 'coordinator',
  'general.armed': true,
  'ups.pollMainsSeconds': 10,
};

const boot: WindowBoot = {
  locale: (wanted.get('locale') ?? 'en') as WindowBoot['locale'],
  theme: (wanted.get('theme') ?? 'dark') as WindowBoot['theme'],
  platform: (wanted.get('platform') ?? 'linux') as WindowBoot['platform'],
  layout: wanted.has('layout') ? wanted.get('layout') : sessionStorage.getItem(layoutKey),
  packaged: false,
};

type Answers = { [C in IpcChannel]?: (args: IpcArgs<C>) => IpcResult<C> };

const answers: Answers = {
  'app.boot': () => boot,
  'app.snapshot': () => snapshot,
  'app.saveLayout': (text) => {
    sessionStorage.setItem(layoutKey, text);
  },
  'app.openExternal': () => undefined,
  'app.startupTimes': () => ({ ready: 212, 'core-up': 301, 'tray-up': 344, 'window-created': 402, 'first-paint': 633, interactive: 701 }),
  'command.run': ({ id }) => {
    if (id === 'practice.open') script.tell('practice');
    else if (id === 'practice.close') script.tell('normal');
    else if (id === 'plan.arm') script.change({ armed: true });
    else if (id === 'plan.disarm') script.change({ armed: false });
    else if (id === 'inventory.refresh') return failed('vsphere/unreachable', told('vCenter Bremen does not answer at 10.0.0.20.'));
    return done(undefined);
  },
  'settings.values': () => ({ ...values }),
  'settings.set': ({ key, value }) => {
    values[key] = value;
    return done(undefined);
  },
  'settings.reset': ({ key }) => {
    const setting = settingsTable.find((candidate) => candidate.key === key);
    if (setting !== undefined) values[key] = setting.fallback;
    return done(undefined);
  },
  'settings.file': () => ({
    path: '~/.config/Sundown/settings.json',
    text: JSON.stringify({ version: 1, values: { 'ups.pollMainsSeconds': 10 } }, null, 2),
  }),
  'secret.status': () => ({ available: true, kind: 'keychain' }),
  'secret.set': () => done(undefined),
  'secret.forget': () => done(undefined),
  'ups.discover': ({ only }) => done(only === 'system' ? shownBySystem : discovered),
  'connection.test': ({ connection }) => testOf(connection),
  'connection.save': () => done(undefined),
  'connection.remove': ({ id }) => {
    script.change({ connections: snapshot.connections.filter((view) => view.connection.id !== id) });
    return done(undefined);
  },
  'plan.save': ({ plan: given }) => {
    const plan = planSchema.parse(given);
    script.change({ plans: snapshot.plans.map((view) => (view.plan.id === plan.id ? { ...view, plan } : view)) });
    return done(undefined);
  },
  'plan.activate': () => done(undefined),
  'plan.remove': () => done(undefined),
  'plan.check': () => done(snapshot.plans[0]?.findings ?? []),
  'plan.rehearse': () => done(rehearsal),
  'plan.templates': () => [{ id: 'workstation', plan }],
  'run.start': () => done(undefined),
  'drill.start': () => done(undefined),
  'ups.command': () => done({ confirmed: 'readBack', abortable: false }),
  'run.cancel': () => done(undefined),
  'history.discharges': () => [
    { beganAt: '2026-03-14T09:12:00.000Z', fromPercent: 99, toPercent: 61, seconds: 540, loadPercent: 34, needsReplacing: false },
    { beganAt: '2026-08-02T17:40:00.000Z', fromPercent: 99, toPercent: 84, seconds: 200, loadPercent: 36, needsReplacing: false },
  ],
  'history.readings': ({ fromIso, toIso, atMost }) => dayOfReadings(fromIso, toIso, atMost),
  'events.list': ({ limit, beforeId, severity, text }) =>
    (wanted.get('story') === 'firstStart' ? [] : eventLines)
      .filter((line) => beforeId === undefined || line.id < beforeId)
      .filter((line) => severity === undefined || line.severity === severity)
      .filter((line) => text === undefined || line.message.key.toLowerCase().includes(text.toLowerCase()))
      .slice(0, limit),
  'journal.runs': () => (wanted.get('story') === 'firstStart' ? [] : earlierRuns),
  'journal.report': () => failed('journal/none', told('There is no such run in this story.')),
  'report.save': () => done({ path: '~/events.json' }),
  'notices.read': () => {
    script.change({ notices: snapshot.notices.map((notice) => ({ ...notice, read: true })) });
  },
  'notices.dismiss': ({ ids }) => {
    script.change({ notices: snapshot.notices.filter((notice) => !ids.includes(notice.id)) });
  },
  'practice.set': (change) => {
    const office = snapshot.practiceOffice;
    if (office === undefined) return failed('practice/closed', told('The practice office is not open.'));
    const { hangVm, ...rest } = change;
    const hangingVms =
      hangVm === undefined
        ? office.hangingVms
        : office.hangingVms.filter((name) => name !== hangVm.name).concat(hangVm.hang ? hangVm.name : []);
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    script.change({ practiceOffice: { ...office, ...given, hangingVms } });
    return done(undefined);
  },
};

const script: Script = {
  calls: [],
  push(push, value) {
    for (const listener of listeners[push]) listener(value);
  },
  tell(story) {
    snapshot = stories[story];
    script.push('snapshot', snapshot);
  },
  change(part) {
    snapshot = { ...snapshot, ...part };
    script.push('snapshot', snapshot);
  },
  shown: () => snapshot,
  answer(channel, result) {
    Object.assign(answers, { [channel]: () => result });
  },
  setElsewhere(key, value) {
    values[key] = value;
    script.push('settings', undefined);
  },
};
window.windowScript = script;

const call = new Proxy({} as Bridge['call'], {
  get: (_, channel: string) => (args: unknown) => {
    script.calls.push({ channel: channel as IpcChannel, args });
    const answer = answers[channel as IpcChannel] as ((given: unknown) => unknown) | undefined;
    if (answer === undefined) return Promise.reject(new Error(`no script for ${channel}`));
    return Promise.resolve(structuredClone(answer(args)));
  },
});

Object.defineProperty(window, 'sundown', {
  value: {
    call,
    on: (push: keyof IpcPushes, listener: never) => {
      listeners[push].add(listener);
      return () => listeners[push].delete(listener);
    },
  } satisfies Bridge,
});
