import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { createVirtualClock } from './testing/virtual-clock.js';
import { pause } from './pause.js';

it('leaves no listener behind, however often it waits on the same signal', async () => {
  const clock = createVirtualClock();
  const { signal } = new AbortController();
  for (let second = 0; second < 20; second += 1) {
    const over = pause(clock, 1000, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(1000);
    await over;
  }
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('ends at once when it is over, also when it was over before', async () => {
  const clock = createVirtualClock();
  const ending = new AbortController();
  const over = pause(clock, 1000, ending.signal);
  ending.abort();
  await over;
  await pause(clock, 1000, ending.signal);
  expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
});
