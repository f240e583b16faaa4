import { simulateFleet, type FleetOptions } from '../../../shared/simulate/fleet/fleet.js';
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

/** `simulate --fleet --hours H --seed S`: UPSes that lie, flap and die, in virtual time; 1 at a false start or a missed one. */
export function simulateUpsFleet(io: Io, options: FleetOptions): ExitCode {
  const began = performance.now();
  const result = simulateFleet(options);
  const { violations, ...counts } = result;
  io.document({ ...result, seconds: Math.round((performance.now() - began) / 100) / 10 });
  for (const violation of violations) io.line(violation);
  io.tell(message('cli.simulate.fleet', { ...counts, bad: violations.length }));
  for (const violation of violations.slice(0, 5)) io.text(JSON.stringify(violation, null, 2));
  return violations.length === 0 ? 0 : 1;
}
