/** What an inverter takes for itself, in percent of the rating; it is there at any load. */
const idlePercent = 8;
/** Peukert's exponent of sealed lead batteries lies between 1.1 and 1.25. */
const peukert = 1.15;
/** A load that falls to nothing does not make a battery last for ever. */
const leastShare = 0.25;
const mostShare = 8;

/**
 * How much faster a battery runs down at `loadPercent` than at the load it was observed at: 1 at the same, 0.25 to 8. Careful both ways:
 * a higher load costs more than its share (Peukert), a lower one saves less than its share (the inverter's own needs stay).
 */
export function loadShare(loadPercent: number, observedPercent: number): number {
  if (!(observedPercent > 0)) return 1;
  const share =
    loadPercent > observedPercent
      ? (loadPercent / observedPercent) ** peukert
      : (loadPercent + idlePercent) / (observedPercent + idlePercent);
  return Math.min(mostShare, Math.max(leastShare, share));
}
