import { done, failed, type Result } from '../result.js';
import { message } from '../text/message.js';
import { findJsonPlaces, lineAndColumn, type JsonPlaces } from './json-places.js';
import { planSchema, type Plan } from './plan.js';
import { toldFault } from './shape-fault.js';

/**
 * Reads the text of a plan file. Failures: `plan/syntax` with line and column; `plan/keyTwice`; `plan/shape` with the line, the path, what was expected
 * and what came. Only one fault is told: the next is often its consequence. Whether the plan makes sense is for `validatePlan`.
 */
export function readPlan(text: string, fileName: string): Result<Plan> {
  // Some editors begin a file with a byte order mark, which JSON does not know.
  const json = text.replace(/^\uFEFF/, '');
  const places = findJsonPlaces(json);
  if (places.faultAt !== undefined) return syntaxFault(json, places.faultAt, fileName);
  const double = places.twice[0];
  if (double !== undefined) {
    return failed('plan/keyTwice', message('plan.read.keyTwice', { file: fileName, path: double.path, ...lineAndColumn(json, double.at) }));
  }
  const raw: unknown = JSON.parse(json);
  const parsed = planSchema.safeParse(raw);
  if (parsed.success) return done(parsed.data);
  const fault = toldFault(parsed.error.issues, raw);
  if (fault === undefined) throw new Error('a plan was refused without an issue', { cause: parsed.error });
  const { line } = lineAndColumn(json, placeOf(places, fault.path));
  return failed('plan/shape', fault.words({ file: fileName, line, path: fault.path === '' ? '{}' : fault.path }));
}

function syntaxFault(json: string, at: number, file: string): Result<Plan> {
  const place = lineAndColumn(json, at);
  if (at >= json.length) return failed('plan/syntax', message('plan.read.endsEarly', { file, ...place }));
  return failed('plan/syntax', message('plan.read.syntax', { file, ...place, given: json.slice(at, at + 12).split(/[\r\n]/)[0] ?? '' }));
}

/** What is missing stands nowhere: then the place of what it is missing from. */
function placeOf(places: JsonPlaces, path: string): number {
  for (let at = path; at !== '';) {
    const found = places.at.get(at);
    if (found !== undefined) return found;
    at = at.slice(0, Math.max(0, at.lastIndexOf('.'), at.lastIndexOf('[')));
  }
  return 0;
}
