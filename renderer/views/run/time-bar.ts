import type { TimeLeft } from '../../../shared/snapshot/snapshot.js';

/** A stretch of the time from now, in seconds. */
export interface Stretch {
  readonly kind: 'needed' | 'neededToNoReturn' | 'neededBeyond' | 'spare' | 'tooLittle';
  readonly seconds: number;
}

/**
 * The time from now, laid end to end: what the run still needs, cut at the point of no return where that is ahead and at the end of the battery, and what is
 * left of the battery after it. Stretches of no length are left out.
 */
export function stretchesOf({
  neededSeconds: needed,
  pointOfNoReturnSeconds: noReturn,
  batterySeconds: battery,
}: TimeLeft): readonly Stretch[] {
  const lasts = Math.min(needed, battery ?? needed);
  const turn = noReturn === undefined ? undefined : Math.min(noReturn, lasts);
  const found: readonly Stretch[] = [
    ...(turn === undefined
      ? [{ kind: 'needed' as const, seconds: lasts }]
      : [
          { kind: 'neededToNoReturn' as const, seconds: turn },
          { kind: 'neededBeyond' as const, seconds: lasts - turn },
        ]),
    { kind: 'spare', seconds: (battery ?? needed) - lasts },
    { kind: 'tooLittle', seconds: needed - lasts },
  ];
  return found.filter(({ seconds }) => seconds > 0);
}
