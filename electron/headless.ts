import { createLiveEngine, type LiveEngine, type OfficeOptions } from './compose/create-engine.js';
import type { Message } from '../shared/text/message.js';

/**
 * The coordinator or observer without a window: what `watch` runs. Ends when the signal is aborted; what runs then goes on at the next start, and
 * is named in the result.
 */
export async function runHeadless(
  options: OfficeOptions,
  started: (engine: LiveEngine) => void,
  signal: AbortSignal,
): Promise<readonly Message[]> {
  const engine = await createLiveEngine(options);
  started(engine);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const halfDone = engine.halfDone();
  await engine.stop();
  return halfDone;
}
