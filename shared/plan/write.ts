import { actionSchema, planSchema, stepSchema, type Plan, type Step } from './plan.js';

/** A plan as a person reads and edits it: stable order, two spaces, what equals its default left out. */
export function writePlan(plan: Plan): string {
  const { version, id, title, ups, feeds, steps, ...rest } = plan;
  const sample = planSchema.parse({ version: 1, id: 'x', title: 'x', ups: ['x'], steps: [sampleStep] });
  const fed = feeds === undefined ? {} : { feeds: feeds.map((feed) => withoutDefaults(feed, { required: 1 })) };
  return `${JSON.stringify({ version, id, title, ups, ...withoutDefaults(rest, sample), ...fed, steps: steps.map(writeStep) }, null, 2)}\n`;
}

const sampleStep = { id: 'x', title: 'x', action: { kind: 'check' as const }, timeoutSeconds: 60 };

function writeStep(step: Step): Readonly<Record<string, unknown>> {
  const { id, title, action, timeoutSeconds, ...rest } = step;
  const { kind, ...options } = action;
  const usual = actionSchema.parse({ kind });
  return {
    id,
    title,
    action: { kind, ...withoutDefaults(options, usual) },
    timeoutSeconds,
    ...withoutDefaults(rest, stepSchema.parse(sampleStep)),
  };
}

function withoutDefaults(value: object, sample: object): Readonly<Record<string, unknown>> {
  const defaults = new Map<string, unknown>(Object.entries(sample));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
      const usual = defaults.get(key);
      if (JSON.stringify(one) === JSON.stringify(usual)) return [];
      if (isPlain(one) && isPlain(usual)) return [[key, withoutDefaults(one, usual)]];
      return [[key, one]];
    }),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
