import { z } from 'zod';
import { planSchema } from '../plan/plan.js';
import { connectionSchema, secretParts } from '../settings/connection.js';
import { beeperActions, outletActions } from '../ups/command.js';

/**
 * The one IPC table: arguments are checked on arrival in main, results are typed by their schema. The preload bridge, the door in the
 * shell and the client in the renderer are derived from it. Results that mirror types of shared (not user input) use `passed<T>()`.
 */
const none = z.void();
function passed<T>(): z.ZodType<T> {
  return z.custom<T>((value) => value !== undefined);
}
const id = z.string().min(1).max(200);
export const longestLayout = 1_000_000;
const resultOf = <T>() => passed<import('../result.js').Result<T>>();

type Snapshot = import('../snapshot/snapshot.js').Snapshot;
type Finding = import('../run/run.js').Finding;
type RunReport = import('../run/run.js').RunReport;
type Plan = import('../plan/plan.js').Plan;
type Reading = import('../ups/reading.js').Reading;
type Discharge = import('../battery/discharge.js').Discharge;
type Inventory = import('../inventory/inventory.js').Inventory;
type CommandOutcome = import('../ups/command.js').CommandOutcome;

const pageCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('abortShutdown') }),
  z.strictObject({ kind: z.literal('selfTest'), action: z.enum(['start', 'stop']) }),
  z.strictObject({ kind: z.literal('beeper'), action: z.enum(beeperActions) }),
  z.strictObject({
    kind: z.literal('outletGroup'),
    group: z
      .string()
      .regex(/^[\w.-]+$/)
      .max(40),
    action: z.enum(outletActions),
  }),
]);

export interface ConnectionTestView {
  readonly reachable: boolean;
  readonly presentedPin?: string;
  readonly pinDetail?: string;
  readonly findings: readonly Finding[];
  readonly reading?: Reading;
  readonly inventory?: Inventory;
}
export interface ReadingPoint {
  readonly at: string;
  readonly power: Reading['power'];
  readonly chargePercent?: number;
  readonly runtimeSeconds?: number;
  readonly loadPercent?: number;
  readonly inputVolts?: number;
  readonly batteryVolts?: number;
}
export interface EventLine {
  readonly id: number;
  readonly at: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly kind: string;
  readonly message: import('../text/message.js').Message;
  readonly source: string;
}
export interface RunLine {
  readonly id: string;
  readonly planId: string;
  readonly planTitle: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly phase: import('../run/run.js').RunPhase;
  readonly trigger?: import('../run/run.js').RunTrigger;
  readonly mode: import('../run/run.js').RunState['mode'];
}
export interface WindowBoot {
  readonly locale: 'en' | 'de';
  readonly theme: 'light' | 'dark' | 'hcLight' | 'hcDark';
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly layout: unknown;
  readonly packaged: boolean;
}

export const ipcTable = {
  'app.boot': { args: none, result: passed<WindowBoot>() },
  'app.snapshot': { args: none, result: passed<Snapshot>() },
  /** With unsaved work in it. */
  'app.saveLayout': { args: z.string().max(longestLayout), result: none },
  'app.openExternal': { args: z.enum(['docs', 'issues', 'licence']), result: none },
  'app.startupTimes': { args: none, result: z.record(z.string(), z.number()) },
  'command.run': { args: z.strictObject({ id }), result: resultOf<undefined>() },
  'settings.values': { args: none, result: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])) },
  'settings.set': {
    args: z.strictObject({ key: id, value: z.union([z.boolean(), z.number(), z.string().max(200)]) }),
    result: resultOf<undefined>(),
  },
  'settings.reset': { args: z.strictObject({ key: id }), result: resultOf<undefined>() },
  'settings.file': { args: none, result: z.strictObject({ path: z.string(), text: z.string() }) },
  'secret.set': {
    args: z.strictObject({ connectionId: id, part: z.enum(secretParts), value: z.string().min(1).max(4096) }),
    result: resultOf<undefined>(),
  },
  'secret.forget': { args: z.strictObject({ connectionId: id, part: z.enum(secretParts) }), result: resultOf<undefined>() },
  'secret.status': {
    args: none,
    result: z.strictObject({ available: z.boolean(), kind: z.enum(['keychain', 'environment', 'credentials', 'none']) }),
  },
  /** Looks for a UPS by every way with what was typed, or only where this workstation's system shows them; nothing is stored, and no secret comes back. */
  'ups.discover': {
    args: z.strictObject({
      place: z.strictObject({ text: z.string().max(300), user: z.string().max(100).optional() }),
      secrets: z.partialRecord(z.enum(secretParts), z.string().max(4096)),
      only: z.literal('system').optional(),
    }),
    result: resultOf<import('../ups/discovery.js').UpsDiscovery>(),
  },
  /** Tests a draft with secrets typed in the same form; nothing is stored. */
  'connection.test': {
    args: z.strictObject({ connection: connectionSchema, secrets: z.partialRecord(z.enum(secretParts), z.string().max(4096)) }),
    result: passed<ConnectionTestView>(),
  },
  'connection.save': { args: connectionSchema, result: resultOf<undefined>() },
  'connection.remove': { args: z.strictObject({ id }), result: resultOf<undefined>() },
  'plan.templates': { args: none, result: passed<readonly { readonly id: string; readonly plan: Plan }[]>() },
  'plan.save': { args: z.strictObject({ plan: planSchema, activate: z.boolean() }), result: resultOf<undefined>() },
  'plan.activate': { args: z.strictObject({ id }), result: resultOf<undefined>() },
  'plan.remove': { args: z.strictObject({ id }), result: resultOf<undefined>() },
  'plan.check': { args: z.strictObject({ id }), result: resultOf<readonly Finding[]>() },
  'plan.rehearse': { args: z.strictObject({ id }), result: resultOf<RunReport>() },
  'run.start': { args: z.strictObject({ planId: id, confirmation: z.literal('shut down now') }), result: resultOf<undefined>() },
  /** VMs by target key. */
  'drill.start': {
    args: z.strictObject({
      planId: id,
      choice: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('vms'), vms: z.array(id).min(1).max(200) }),
        z.strictObject({ kind: z.literal('step'), stepId: id }),
      ]),
      confirmation: z.literal('shut down and start again'),
    }),
    result: resultOf<undefined>(),
  },
  'run.cancel': { args: z.strictObject({ confirmation: z.literal('cancel the run') }), result: resultOf<undefined>() },
  /** What a page may propose; the whole output is switched off by a plan only. */
  'ups.command': { args: z.strictObject({ upsId: id, command: pageCommandSchema }), result: resultOf<CommandOutcome>() },
  'history.readings': {
    args: z.strictObject({ upsId: id, fromIso: z.iso.datetime(), toIso: z.iso.datetime(), atMost: z.int().min(2).max(5000) }),
    result: passed<readonly ReadingPoint[]>(),
  },
  'history.discharges': { args: z.strictObject({ upsId: id }), result: passed<readonly Discharge[]>() },
  'events.list': {
    args: z.strictObject({
      limit: z.int().min(1).max(1000),
      beforeId: z.int().optional(),
      severity: z.enum(['info', 'warning', 'error']).optional(),
      text: z.string().max(200).optional(),
    }),
    result: passed<readonly EventLine[]>(),
  },
  'journal.runs': { args: none, result: passed<readonly RunLine[]>() },
  'journal.report': { args: z.strictObject({ runId: id }), result: resultOf<RunReport>() },
  /** Opens the system's save dialog; the text is made in main. */
  'report.save': {
    args: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('run'), runId: id }),
      z.strictObject({ kind: z.literal('rehearsal'), planId: id }),
      z.strictObject({ kind: z.literal('check'), planId: id }),
      z.strictObject({ kind: z.literal('events') }),
    ]),
    result: resultOf<{ readonly path?: string }>(),
  },
  'notices.read': { args: z.strictObject({ ids: z.array(id).max(500) }), result: none },
  'notices.dismiss': { args: z.strictObject({ ids: z.array(id).max(500) }), result: none },
  'practice.set': {
    args: z.strictObject({
      plugged: z.boolean().optional(),
      chargePercent: z.number().min(0).max(100).optional(),
      speed: z.number().min(1).max(100).optional(),
      cardCut: z.boolean().optional(),
      hangVm: z.strictObject({ name: z.string().max(100), hang: z.boolean() }).optional(),
    }),
    result: resultOf<undefined>(),
  },
} as const satisfies Record<string, { readonly args: z.ZodType; readonly result: z.ZodType }>;

export type IpcTable = typeof ipcTable;
export type IpcChannel = keyof IpcTable;
export type IpcArgs<C extends IpcChannel> = z.input<IpcTable[C]['args']>;
export type IpcResult<C extends IpcChannel> = z.output<IpcTable[C]['result']>;

/**
 * Main to window, one way. `snapshot`: the whole state after each change (at most 4 a second); `command`: carry out a window command;
 * `settings`: a setting was changed, here or in its file.
 */
export interface IpcPushes {
  readonly snapshot: Snapshot;
  readonly command: { readonly id: string };
  readonly settings: undefined;
  readonly theme: { readonly theme: WindowBoot['theme']; readonly locale: WindowBoot['locale'] };
}

/** What the preload puts on `window.sundown`: one function per channel of the table and nothing generic. */
export interface Bridge {
  readonly call: { readonly [C in IpcChannel]: (args: IpcArgs<C>) => Promise<IpcResult<C>> };
  on<P extends keyof IpcPushes>(push: P, listener: (value: IpcPushes[P]) => void): () => void;
}
