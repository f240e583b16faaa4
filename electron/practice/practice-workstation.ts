import { done, failed, type Result } from '../../shared/result.js';
import type { Finding } from '../../shared/run/run.js';
import { message } from '../../shared/text/message.js';
import type { World } from './world/world.js';

/** The machine that Sundown runs on in the story. Nothing real is shut down: it only goes off in the world. */
export class PracticeWorkstation {
  readonly #bootListeners = new Set<() => void>();
  #wasOn = true;

  constructor(
    readonly world: World,
    readonly catchUp: () => void,
  ) {
    world.onChange(() => this.#follow());
  }

  get isOn(): boolean {
    return this.world.workstation.state === 'on';
  }

  /** Same shape as the engine's workstation: accepted at once, off some seconds later. */
  shutdown(): Promise<Result<void>> {
    this.catchUp();
    if (!this.isOn) return Promise.resolve(failed('practice/workstationOff', message('practice.workstationOff')));
    this.world.workstation.shutDown();
    return Promise.resolve(done(undefined));
  }

  check(): Promise<readonly Finding[]> {
    return Promise.resolve([]);
  }

  /** Called each time it has started again: after the UPS's output came back, or when somebody pressed its button. */
  onBooted(listener: () => void): () => void {
    this.#bootListeners.add(listener);
    return () => this.#bootListeners.delete(listener);
  }

  #follow(): void {
    const isOn = this.isOn;
    const booted = isOn && !this.#wasOn;
    this.#wasOn = isOn;
    if (booted) for (const listener of [...this.#bootListeners]) listener();
  }
}
