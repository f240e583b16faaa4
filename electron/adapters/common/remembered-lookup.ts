import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Resolve = (
  name: string,
  options: LookupOptions & { readonly all: true },
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Found = Parameters<Parameters<Resolve>[2]>;

interface Memory {
  addresses?: LookupAddress[];
  /** Not asked again before; milliseconds of the process's own clock. */
  troubledUntilMs: number;
  asking?: Promise<Found>;
}

/** A resolver in trouble takes many seconds to say so; a known address does not wait for it. */
const patienceMs = 1000;
/** Each question to a dead resolver occupies one of the few threads that also read files. */
const troubleMs = 30_000;

/**
 * A name look-up for sockets that remembers: the DNS server is mostly one of the VMs that a plan shuts down, and the hosts have to be found
 * after it. A fresh answer always wins; the last good one serves when there is none, or none in time.
 */
export function createRememberedLookup(resolve: Resolve = systemLookup, waitMs = patienceMs): LookupFunction {
  const memories = new Map<string, Memory>();

  const ask = (memory: Memory, name: string, options: LookupOptions): Promise<Found> =>
    (memory.asking ??= new Promise<Found>((told) => {
      resolve(name, { ...options, all: true }, (error, addresses) => told([error, error === null ? addresses : []]));
    }).then((answer) => {
      delete memory.asking;
      if (answer[0] === null && answer[1].length > 0) {
        memory.addresses = answer[1];
        memory.troubledUntilMs = 0;
      } else memory.troubledUntilMs = performance.now() + troubleMs;
      return answer;
    }));

  const find = async (name: string, options: LookupOptions): Promise<Found> => {
    const key = `${name} ${String(options.family ?? 0)}`;
    const memory = memories.get(key) ?? { troubledUntilMs: 0 };
    memories.set(key, memory);
    const before = memory.addresses;
    if (before === undefined) return ask(memory, name, options);
    if (performance.now() < memory.troubledUntilMs) return [null, before];
    const answer = await inTime(ask(memory, name, options), waitMs);
    if (answer === undefined) memory.troubledUntilMs = performance.now() + troubleMs;
    return answer?.[0] === null && answer[1].length > 0 ? answer : [null, before];
  };

  return (name, options, callback) => {
    const { all, ...rest } = options;
    void find(name, rest).then(([error, addresses]) => {
      const first = addresses[0];
      if (error !== null || first === undefined) callback(error ?? notFound(name), '');
      else if (all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function inTime<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    void work.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function notFound(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address for ${name}`), { code: 'ENOTFOUND' });
}

/** One memory for the whole process: what the inventory resolved this morning serves the probe of tonight. */
export const rememberedLookup = createRememberedLookup();

/** One address of a host, for what has no look-up of its own; undefined where there never was one. */
export function addressOf(host: string): Promise<LookupAddress | undefined> {
  return new Promise((resolve) => {
    rememberedLookup(host, {}, (error, address, family) => {
      resolve(error === null && typeof address === 'string' ? { address, family: family ?? 4 } : undefined);
    });
  });
}
