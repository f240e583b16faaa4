import { z } from 'zod';

/**
 * The plan as a person writes it: plans/*.json. A DAG of steps; `after` names the steps that must be finished first.
 * Durations in whole seconds.
 */
const seconds = (min: number, max: number) => z.int().min(min).max(max);

/**
 * Which VMs, hosts, machines or clusters a step is for. Conditions add up: what fits one of them and no exception is selected. Names take `*`, case does
 * not matter; a folder takes all below it. What several steps name belongs to the first of them. A step without a selector takes everything of its kind
 * that no other step names; so do `rest` and a selector of nothing but exceptions. An empty selector (`{}`, `names: []`) takes nothing.
 */
export const selectorSchema = z.strictObject({
  names: z.array(z.string().min(1)).optional(),
  folders: z.array(z.string().min(1)).optional(),
  tags: z.array(z.string().min(1)).optional(),
  clusters: z.array(z.string().min(1)).optional(),
  hosts: z.array(z.string().min(1)).optional(),
  except: z.array(z.string().min(1)).optional(),
  /** Everything of the kind that no other step names, besides what this one names. */
  rest: z.boolean().optional(),
});

export const actionSchema = z.discriminatedUnion('kind', [
  /** Logs in everywhere, looks at everything, records what runs where. */
  z.strictObject({ kind: z.literal('check') }),
  /** DRS to manual, HA host monitoring off; earlier settings go to the journal. */
  z.strictObject({ kind: z.literal('prepareCluster') }),
  z.strictObject({
    kind: z.literal('shutdownVms'),
    /** For VMs without running VMware Tools. */
    withoutTools: z.enum(['powerOff', 'suspend', 'leave']).default('powerOff'),
  }),
  /** The VM in which vCenter runs: what the step's selector names, else what was found. From here on the hosts are reached directly. */
  z.strictObject({ kind: z.literal('shutdownVcenter') }),
  z.strictObject({ kind: z.literal('shutdownHosts'), maintenance: z.boolean().default(true) }),
  /** Other machines, over SSH, by the command of their connection. */
  z.strictObject({ kind: z.literal('shutdownMachines') }),
  z.strictObject({ kind: z.literal('upsOutputOff'), returnWithMains: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal('shutdownWorkstation') }),
]);

export const stepSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
  title: z.string().min(1).max(80),
  action: actionSchema,
  select: selectorSchema.optional(),
  after: z.array(z.string()).default([]),
  /** At most so many targets at once in this step; and per host. */
  parallel: z.int().min(1).max(200).default(20),
  parallelPerHost: z.int().min(1).max(100).default(8),
  /** Limit for one target, not a wait: the step ends when its targets are done. */
  timeoutSeconds: seconds(5, 7200),
  onTimeout: z.enum(['force', 'continue', 'stop']).default('continue'),
  /** Tries after the first one failed. */
  retries: z.int().min(0).max(5).default(1),
  /** The first finished start of a step beyond the point of no return makes the run irrevocable. */
  beyondPointOfNoReturn: z.boolean().default(false),
});

/**
 * What hangs on which UPSes. Names of hosts and machines take `*`; the first feed that names a thing counts. VMs are fed as the host they run on. `required`: how
 * many of these UPSes must be good for it to stay up. What no feed names is fed by all of the plan's UPSes, with its `requiredSupplies`.
 */
export const feedSchema = z.strictObject({
  hosts: z.array(z.string().min(1)).optional(),
  machines: z.array(z.string().min(1)).optional(),
  /** The computer that Sundown runs on. */
  workstation: z.boolean().optional(),
  ups: z.array(z.string().min(1)).min(1),
  required: z.int().min(1).default(1),
});

export const triggersSchema = z.strictObject({
  /** Start when runtime left minus time needed minus margin reaches 0: the default, and the reason to use Sundown. */
  latestSafeStart: z.boolean().default(true),
  onBatterySeconds: seconds(10, 86_400).optional(),
  runtimeBelowSeconds: seconds(10, 86_400).optional(),
  chargeBelowPercent: z.int().min(1).max(99).optional(),
  lowBattery: z.boolean().default(true),
  forcedShutdown: z.boolean().default(false),
});

export const planSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
  title: z.string().min(1).max(80),
  /** UPS connection ids; the office stays up while at least `requiredSupplies` of them are good. */
  ups: z.array(z.string().min(1)).min(1),
  requiredSupplies: z.int().min(1).default(1),
  /** Left out: everything is fed by all of them. */
  feeds: z.array(feedSchema).max(100).optional(),
  marginSeconds: seconds(0, 3600).default(120),
  triggers: triggersSchema.prefault({}),
  restore: z
    .strictObject({
      enabled: z.boolean().default(true),
      restartChargePercent: z.int().min(0).max(100).default(30),
      /** Limit for one host or VM to come back. */
      timeoutSeconds: seconds(10, 7200).default(600),
    })
    .prefault({}),
  /** What to do when mains returns before the point of no return. */
  onPowerReturn: z.enum(['restore', 'finish']).default('restore'),
  steps: z.array(stepSchema).min(1).max(200),
});

export type Selector = z.infer<typeof selectorSchema>;
export type Action = z.infer<typeof actionSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Feed = z.infer<typeof feedSchema>;
export type Triggers = z.infer<typeof triggersSchema>;
export type Plan = z.infer<typeof planSchema>;
/** What a person may write: defaults left out. */
export type PlanInput = z.input<typeof planSchema>;
