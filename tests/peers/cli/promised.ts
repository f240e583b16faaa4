import { z } from 'zod';
import { upsFlags } from '../../../shared/ups/reading.js';

/*
 * What the command line promises, field by field. More may come; what is listed may not go, change its type or be told as null or -1 where
 * nothing is known.
 */

const text = z.string().min(1);
const seconds = z.number().min(0);
const percent = z.number().min(0).max(100);
const volts = z.number().min(0).max(1000);
/** A place below zero is cold, but -1 stands for "unknown" in too many MIBs. */
const celsius = z
  .number()
  .min(-40)
  .max(120)
  .refine((degrees) => degrees !== -1);

export const promisedReading = z.object({
  manufacturer: text.optional(),
  model: text.optional(),
  serial: text.optional(),
  firmware: text.optional(),
  protocol: z.enum(['snmp', 'nut', 'apcupsd', 'system']),
  mib: text.optional(),
  power: z.enum(['mains', 'battery', 'bypass', 'off', 'unknown']),
  flags: z.array(z.enum(upsFlags)),
  chargePercent: percent.optional(),
  runtimeSeconds: seconds.max(7 * 86_400).optional(),
  loadPercent: z.number().min(0).max(300).optional(),
  inputVolts: volts.optional(),
  outputVolts: volts.optional(),
  batteryVolts: volts.optional(),
  temperatureCelsius: celsius.optional(),
  outputWatts: z.number().min(0).optional(),
  readAt: z.iso.datetime(),
  roundTripMs: z.number().min(0),
  requests: z.number().int().min(1),
});

/** Of a device that tells all of it. */
export const promisedFullReading = promisedReading.required();

export const promisedInventory = z.object({
  clusters: z.array(
    z.object({
      id: text,
      name: text,
      ha: z.boolean(),
      drs: z.enum(['off', 'manual', 'partiallyAutomated', 'fullyAutomated']),
      vsan: z.boolean(),
      hosts: z.array(text),
    }),
  ),
  hosts: z.array(
    z.object({
      id: text,
      name: text,
      state: z.enum(['connected', 'disconnected', 'notResponding', 'standby', 'off', 'unknown']),
      maintenance: z.boolean(),
      version: text,
    }),
  ),
  vms: z.array(
    z.object({
      id: text,
      name: text,
      power: z.enum(['on', 'off', 'suspended', 'unknown']),
      host: text,
      tools: z.enum(['running', 'notRunning', 'unknown']),
      template: z.boolean(),
      agent: z.boolean(),
      folder: z.string(),
      tags: z.array(text),
    }),
  ),
});

const promisedFinding = z.object({ severity: z.enum(['error', 'warning', 'info']), code: text, message: text, target: text });

export const promisedFindings = z.object({ ok: z.boolean(), findings: z.array(promisedFinding) });

export const promisedForecast = z.object({
  neededSeconds: seconds,
  batterySeconds: seconds.optional(),
  marginSeconds: z.number().optional(),
  verdict: z.enum(['safe', 'tight', 'unsafe', 'unknown']),
  criticalPath: z.array(text),
  steps: z.array(z.object({ id: text, startSeconds: seconds, endSeconds: seconds, basis: z.enum(['learned', 'configured']) })),
});

const phase = z.enum(['running', 'beyond', 'finished', 'aborting', 'aborted', 'restoring', 'restored', 'interrupted']);
const mode = z.enum(['live', 'practice', 'rehearsal', 'simulation']);
const stepStatus = z.enum(['waiting', 'running', 'done', 'failed', 'skipped']);
const times = { startSeconds: seconds.optional(), endSeconds: seconds.optional() };

/** Ends `plan rehearse`, `plan run`, `practice` and is `journal show`. */
export const promisedReport = z.object({
  runId: text,
  planId: text,
  planTitle: text,
  mode,
  phase,
  trigger: text,
  startedAt: z.string(),
  seconds,
  steps: z.array(z.object({ id: text, title: text, status: stepStatus, ...times })).min(1),
  operations: z
    .array(z.object({ id: text, target: text, status: text, acted: z.boolean(), note: text.optional(), remark: text.optional(), ...times }))
    .min(1),
  notRestored: z.array(text),
  findings: z.array(promisedFinding),
});

export const promisedSimulation = z.object({
  outages: z.number().int().min(1),
  seed: z.number().int().min(0),
  violations: z.array(z.object({ seed: z.number().int(), invariant: z.number().int().min(1), story: text })),
  seconds,
});

const summary = { id: text, planId: text, planTitle: text, startedAt: z.iso.datetime(), endedAt: z.iso.datetime().optional(), phase, mode };

export const promisedRuns = z.object({ runs: z.array(z.object(summary)) });

export const promisedEvidence = z.object({
  ...summary,
  entries: z.array(z.object({ at: z.iso.datetime(), event: z.looseObject({ kind: text, atMs: z.number().min(0) }) })).min(2),
});

const event = <const Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ at: z.iso.datetime(), t: seconds, kind: z.literal(kind), ...shape });
const operation = { operation: text, action: text, target: text };

/** A line of `watch`, `plan run` and `practice`, but for the report. */
export const promisedEvent = z.discriminatedUnion('kind', [
  event('upsChanged', {
    ups: text,
    power: z.enum(['mains', 'battery', 'bypass', 'off', 'unknown']),
    flags: z.array(z.enum(upsFlags)),
    chargePercent: percent.optional(),
    runtimeSeconds: seconds.optional(),
    secondsOnBattery: seconds.optional(),
  }),
  event('powerConfirmed', { ups: z.array(text).min(1) }),
  event('triggerFired', { trigger: text, secondsOnBattery: seconds, runtimeSeconds: seconds.optional() }),
  event('runStarted', { runId: text, planId: text, trigger: text, operations: z.number().int().min(1) }),
  event('stepStarted', { step: text }),
  event('operationIntended', { ...operation, how: z.enum(['gentle', 'force']), attempt: z.number().int().min(1) }),
  event('operationDone', { ...operation, acted: z.boolean(), seconds }),
  event('operationFailed', { ...operation, code: text, message: text, final: z.boolean() }),
  event('stepFinished', { step: text, status: stepStatus }),
  event('pointOfNoReturnPassed', { step: text }),
  event('powerReturned', { secondsOnBattery: seconds.optional() }),
  event('restoreStarted', { operations: z.number().int().min(1) }),
  event('runFinished', { phase, failed: z.number().int().min(0) }),
  event('notice', { severity: z.enum(['info', 'warning', 'error']), code: text, text }),
]);
