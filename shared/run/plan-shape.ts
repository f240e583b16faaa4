import type { Plan } from '../plan/plan.js';

/** What follows from a plan's arrows alone. */
export interface PlanShape {
  /** Longest way from a step without predecessors; 0 for those. */
  readonly depth: ReadonlyMap<string, number>;
  /** Steps that wait, directly or not, for the step. */
  readonly dependants: ReadonlyMap<string, ReadonlySet<string>>;
  readonly beyond: ReadonlySet<string>;
}

const shapes = new WeakMap<Plan, PlanShape>();

/** Remembered per plan object: a run asks after every event. Survives a cycle (which validation refuses) without looping. */
export function shapeOf(plan: Plan): PlanShape {
  const known = shapes.get(plan);
  if (known !== undefined) return known;
  const shape: PlanShape = {
    depth: depths(plan),
    dependants: new Map(plan.steps.map((step) => [step.id, dependantsOf(plan, step.id)])),
    beyond: new Set(plan.steps.filter((step) => step.beyondPointOfNoReturn).map((step) => step.id)),
  };
  shapes.set(plan, shape);
  return shape;
}

function depths(plan: Plan): ReadonlyMap<string, number> {
  const found = new Map(plan.steps.map((step) => [step.id, 0]));
  // As many rounds as steps are enough for any order on paper, and an end for a circle.
  const rounds = plan.steps.map(() => plan.steps);
  for (const steps of rounds) {
    for (const step of steps) {
      const deepest = Math.max(-1, ...step.after.map((id) => found.get(id) ?? -1));
      found.set(step.id, Math.min(plan.steps.length, deepest + 1));
    }
  }
  return found;
}

function dependantsOf(plan: Plan, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const step of plan.steps) {
      if (found.has(step.id) || !step.after.includes(next)) continue;
      found.add(step.id);
      open.push(step.id);
    }
  }
  return found;
}
