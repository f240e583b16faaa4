/** Delays that devices know which take only some: whole minutes (Megatec), or a list of their own (CyberPower, APC). */
const listed = [180, 300, 600, 900, 1800];

/** The wanted delay in seconds, then longer ones to be tried where a device rounds it down or refuses it: longer is safe, shorter is not. */
export function delaySteps(wantedSeconds: number): readonly number[] {
  const minutes = Math.ceil(wantedSeconds / 60) * 60;
  const longer = listed.filter((one) => one > wantedSeconds).slice(0, 2);
  return [...new Set([wantedSeconds, minutes, ...longer])].sort((one, other) => one - other);
}
