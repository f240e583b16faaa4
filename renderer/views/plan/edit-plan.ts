import { takesRest } from '../../../shared/inventory/select.js';
import type { Plan, Selector, Step } from '../../../shared/plan/plan.js';

/** A key for each step, in their order: its id, unless a file has that twice. */
export function stepKeys(plan: Plan): readonly string[] {
  const ids = plan.steps.map((step) => step.id);
  return ids.map((id, index) => (ids.indexOf(id) === index ? id : `${id}#${String(index)}`));
}

/** What a person typed with commas between. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** A number that the plan takes; others stay in their field, which is marked. */
export function isWithin(value: number | undefined, min: number, max: number): value is number {
  return value !== undefined && value >= min && value <= max;
}

/** A selector with other names. Whether it takes what is left stays as it was: without a name it must not become everything. */
export function withNames(select: Selector | undefined, names: string[]): Selector {
  const { names: _before, ...others } = select ?? {};
  if (!takesRest(select)) return { ...others, names };
  return { ...others, ...(names.length === 0 ? {} : { names }), rest: true };
}

/** The same for the tags of VMs. Without one, and without anything else named, the selector still takes nothing. */
export function withTags(select: Selector | undefined, tags: string[]): Selector {
  const { tags: _before, ...others } = select ?? {};
  if (takesRest(select)) return { ...others, ...(tags.length === 0 ? {} : { tags }), rest: true };
  return tags.length === 0 ? { ...others, names: others.names ?? [] } : { ...others, tags };
}

/** A selector that takes what no other step names, or that does not. */
export function withRest(select: Selector | undefined, isWanted: boolean): Selector {
  const { rest: _before, names = [], ...others } = select ?? {};
  if (isWanted) return { ...others, ...(names.length === 0 ? {} : { names }), rest: true };
  return { ...others, names };
}

/** What a step names as vCenter's VM; nothing left to name means that it is found. */
export function withVcenterNames(select: Selector | undefined, names: string[]): Selector | undefined {
  const { names: _before, ...others } = select ?? {};
  if (names.length > 0) return { ...others, names };
  return Object.keys(others).length === 0 ? undefined : others;
}

/** Whether each step simply follows the one before it: the shape of all templates. */
export function isChain(plan: Plan): boolean {
  return plan.steps.every((step, index) =>
    index === 0 ? step.after.length === 0 : step.after.length === 1 && step.after[0] === plan.steps[index - 1]?.id,
  );
}

function chained(steps: readonly Step[]): Step[] {
  return steps.map((step, index) => ({ ...step, after: index === 0 ? [] : [steps[index - 1]?.id ?? ''] }));
}

/** Moves a step. In a chain the order is the list's, so the chain is closed again; in a graph only the place in the list changes. */
export function moveStep(plan: Plan, id: string, to: number): Plan {
  const at = plan.steps.findIndex((step) => step.id === id);
  const target = Math.max(0, Math.min(plan.steps.length - 1, to));
  if (at < 0 || at === target) return plan;
  const chain = isChain(plan);
  const steps = plan.steps.filter((step) => step.id !== id);
  const moved = plan.steps[at];
  if (moved !== undefined) steps.splice(target, 0, moved);
  return { ...plan, steps: chain ? chained(steps) : steps };
}

export function changeStep(plan: Plan, id: string, change: Partial<Step>): Plan {
  return { ...plan, steps: plan.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}

/** A step with another selection, or with none. What is edited back is as it was, to the order of its fields. */
export function selectFor(plan: Plan, id: string, select: Selector | undefined): Plan {
  if (select !== undefined) return changeStep(plan, id, { select });
  const steps = plan.steps.map((step): Step => {
    if (step.id !== id) return step;
    const { select: _before, ...others } = step;
    return others;
  });
  return { ...plan, steps };
}

/** Removes a step; those that waited for it wait for what it waited for. */
export function removeStep(plan: Plan, id: string): Plan {
  const gone = plan.steps.find((step) => step.id === id);
  if (gone === undefined) return plan;
  const steps = plan.steps
    .filter((step) => step.id !== id)
    .map((step) =>
      step.after.includes(id) ? { ...step, after: [...new Set(step.after.flatMap((one) => (one === id ? gone.after : [one])))] } : step,
    );
  return { ...plan, steps };
}

/** A new step of VMs before the given one; it takes nothing until a person says what. */
export function addVmStep(plan: Plan, title: string, before: string): Plan {
  const at = plan.steps.findIndex((step) => step.id === before);
  const taken = new Set(plan.steps.map((step) => step.id));
  let id = 'group';
  for (let number = 2; taken.has(id); number += 1) id = `group-${String(number)}`;
  const next = plan.steps[at];
  const step: Step = {
    id,
    title,
    action: { kind: 'shutdownVms', withoutTools: 'powerOff' },
    select: { names: [] },
    after: next?.after ?? [],
    parallel: 20,
    parallelPerHost: 8,
    timeoutSeconds: 180,
    onTimeout: 'force',
    retries: 1,
    beyondPointOfNoReturn: false,
  };
  const steps = plan.steps.map((one) => (one.id === before ? { ...one, after: [id] } : one));
  steps.splice(Math.max(0, at), 0, step);
  return { ...plan, steps };
}
