import type { Plan, Step } from './plan.js';

/**
 * The plan's stages: each holds the steps whose predecessors all stand in earlier stages. Steps of a circle are missing from the result;
 * `findCycle` names them.
 */
export function stages(plan: Plan): readonly (readonly Step[])[] {
  const left = new Map(plan.steps.map((step) => [step.id, step]));
  const found: Step[][] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter((step) => step.after.every((id) => !left.has(id)));
    if (ready.length === 0) break;
    for (const step of ready) left.delete(step.id);
    found.push(ready);
  }
  return found;
}

/** Steps in an order that respects `after`, in the plan's own order where it leaves a choice. */
export function orderedSteps(plan: Plan): readonly Step[] {
  return stages(plan).flat();
}

/** The ids of one circle, first repeated at the end (`a, b, a`); undefined when there is none. */
export function findCycle(plan: Plan): readonly string[] | undefined {
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const finished = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] | undefined => {
    const at = path.indexOf(id);
    if (at >= 0) return [...path.slice(at), id];
    if (finished.has(id)) return undefined;
    for (const before of steps.get(id)?.after ?? []) {
      const cycle = visit(before, [...path, id]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(id);
    return undefined;
  };
  for (const step of plan.steps) {
    const cycle = visit(step.id, []);
    // Arrows are read backwards above: turned round, the circle reads in the order of execution.
    if (cycle !== undefined) return [...cycle].reverse();
  }
  return undefined;
}

/** Ids of the steps that must be finished, directly or not, before a step begins. */
export function predecessors(plan: Plan, id: string): ReadonlySet<string> {
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const open = [...(steps.get(id)?.after ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(steps.get(next)?.after ?? []));
  }
  return found;
}
