import { simulate } from '../../../shared/simulate/simulate.js';
import { message } from '../../../shared/text/message.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';

/** `simulate --outages N --seed S`: random outages in virtual time; 1 when an invariant was violated. */
export function simulateOutages(io: Io, outages: number, seed: number): ExitCode {
  const began = performance.now();
  const result = simulate({ outages, seed });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const violations = result.violations;
  io.document({ outages: result.outages, seed, violations, seconds });
  for (const violation of violations) io.line(violation);
  if (violations.length === 0) io.tell(message('cli.simulate.good', { outages, seed }));
  else {
    io.tell(message('cli.simulate.bad', { violations: violations.length, outages }));
    for (const violation of violations.slice(0, 5)) io.text(JSON.stringify(violation, null, 2));
  }
  return violations.length === 0 ? 0 : 1;
}
