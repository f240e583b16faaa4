import type { Random } from '../random.js';

/** Mains of one feed over the time, as it really is: on at the start, and toggled at these whole seconds, ascending. */
export function drawMains(random: Random, untilSeconds: number): readonly number[] {
  const toggles: number[] = [];
  let at = random.whole(60, 21_600);
  const add = (offSeconds: number, onSeconds: number) => {
    if (at + offSeconds >= untilSeconds) return;
    toggles.push(at, at + offSeconds);
    at += offSeconds + onSeconds;
  };
  while (at < untilSeconds) {
    const kind = random.pick(['blink', 'flaps', 'short', 'long', 'long'] as const);
    if (kind === 'blink') add(random.whole(1, 4), 1);
    if (kind === 'flaps') for (let times = random.whole(4, 20); times > 0; times -= 1) add(random.whole(1, 40), random.whole(1, 40));
    if (kind === 'short') add(random.whole(10, 300), 1);
    if (kind === 'long') add(random.whole(600, 9000), 1);
    at += random.pick([random.whole(60, 1800), random.whole(1800, 14_400), random.whole(14_400, 43_200)]);
  }
  return toggles;
}
