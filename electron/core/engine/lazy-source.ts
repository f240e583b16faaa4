import type { Result } from '../../../shared/result.js';
import type { Connections } from '../connections.js';
import type { UpsSource } from '../ports.js';

/** A UPS that cannot be opened yet (no secret, no name) is a UPS that does not answer: it is tried again at each poll. */
export function lazySource(connections: Connections, id: string): UpsSource {
  const use = async <T>(work: (source: UpsSource) => Promise<Result<T>>): Promise<Result<T>> => {
    const source = await connections.ups(id);
    if (!source.ok) return source;
    const answer = await work(source.value);
    connections.note(id, answer.ok ? undefined : answer.failure);
    return answer;
  };
  return {
    connectionId: id,
    read: () => use((source) => source.read()),
    glance: async () => {
      const source = await connections.ups(id);
      return source.ok ? ((await source.value.glance?.()) ?? 'unasked') : 'unasked';
    },
    capabilities: () => use((source) => source.capabilities()),
    tell: (command) => use((source) => source.tell(command)),
    // Closed by the connections, which own it.
    close: () => undefined,
  };
}
