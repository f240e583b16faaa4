import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../electron/practice/world/random.js';
import { replay } from '../../shared/run/replay.js';
import { serverThere } from '../peers/available.js';
import { openSundown, until, type JsonLine, type Sundown } from '../peers/cli/sundown.js';
import { openWatchedOffice, type WatchedOffice } from '../peers/cli/watched-office.js';
import { vcsimThere } from '../peers/vcsim/vcsim.js';

/**
 * What the world does. `dark`: mains stays away. `returns`: it is back before the point of no return. `comesBack`: it is back when all is down and
 * the UPS is told.
 */
type World = 'dark' | 'returns' | 'comesBack';

/** `watch` gets the signal so long after it has said so many lines, counted over all its processes. */
interface Blow {
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  readonly afterLines: number;
  readonly thenMs: number;
}

interface Story {
  readonly seed: number;
  readonly world: World;
  readonly blows: readonly Blow[];
}

/** Of one story, on a busy machine. */
const limitMs = 180_000;

/** About so many lines each story has when nobody strikes. */
const linesOf: Readonly<Record<World, number>> = { dark: 100, returns: 100, comesBack: 180 };

function storyOf(seed: number, world: World): Story {
  const random = seededRandom(seed);
  const count = random() < 0.35 ? 2 : 1;
  const blows = Array.from({ length: count }, (): Blow => {
    const signal = random() < 0.8 ? 'SIGKILL' : random() < 0.5 ? 'SIGTERM' : 'SIGINT';
    return { signal, afterLines: Math.floor(random() * linesOf[world]), thenMs: Math.floor(random() * 150) };
  });
  return { seed, world, blows: blows.sort((a, b) => a.afterLines - b.afterLines) };
}

const told = ({ world, seed, blows }: Story) =>
  `${world}, seed ${String(seed)}: ${blows.map((blow) => `${blow.signal} ${String(blow.thenMs)} ms after line ${String(blow.afterLines)}`).join(', ')}`;

const isThere = vcsimThere() && serverThere('watching an office', ['snmpd']);

describe.runIf(isThere)('watch, killed in the middle and started again (vcsim, snmpd)', () => {
  let sundown: Sundown;
  beforeAll(async () => {
    sundown = await openSundown();
  });
  afterAll(() => sundown.close());

  /** Before the run began; with the hosts, by Ctrl+C; in the VMs, twice; in the VMs and in the restore; with the hosts and in the restore. */
  const kept = [storyOf(13, 'dark'), storyOf(25, 'dark'), storyOf(29, 'returns'), storyOf(35, 'returns'), storyOf(15, 'comesBack')];
  // More of them: SUNDOWN_KILLS=40, from the seed SUNDOWN_KILLS_FROM on.
  const worlds: readonly World[] = ['dark', 'returns', 'comesBack'];
  const from = Number(process.env['SUNDOWN_KILLS_FROM'] ?? 1);
  const wanted = Number(process.env['SUNDOWN_KILLS'] ?? 0);
  const more = Array.from({ length: wanted }, (_, index) => storyOf(from + index, worlds[index % worlds.length] ?? 'dark'));
  const stories = wanted === 0 ? kept : more;

  describe.concurrent('at random moments', () => {
    it.each(stories.map((story) => [told(story), story] as const))(
      'ends the same: %s',
      async (_title, story) => {
        const watched = await openWatchedOffice(sundown, story.world === 'returns' ? { guestSeconds: 8 } : {});
        try {
          await Promise.race([play(watched, story), new Promise((_, late) => setTimeout(() => late(new Error('late')), limitMs))]);
          await judge(watched, story);
        } catch (cause) {
          for (const one of watched.watching())
            console.error(`#### ${told(story)}\n`, one.stdout(), one.stderr(), JSON.stringify(watched.agent.sets()), phaseOf(watched));
          throw cause;
        } finally {
          await watched.close();
        }
      },
      limitMs + 20_000,
    );
  });
});

const allLines = (watched: WatchedOffice): readonly JsonLine[] => watched.watching().flatMap((one) => one.lines());
const phaseOf = (watched: WatchedOffice) => watched.journal((journal) => journal.runs()[0]?.phase);

async function play(watched: WatchedOffice, { world, blows }: Story): Promise<void> {
  watched.configure('coordinator');
  let current = await watched.watch();
  const isEnd = async () => (await isAsWanted(watched, world)) && phaseOf(watched) === (world === 'dark' ? 'finished' : 'restored');
  const mains = turnMains(watched, world);
  for (const blow of blows) {
    let looks = 0;
    await until(async () => allLines(watched).length >= blow.afterLines || ((looks += 1) % 20 === 0 && (await isEnd())));
    await new Promise((go) => setTimeout(go, blow.thenMs));
    current.child.kill(blow.signal);
    const ended = await current.ended;
    if (blow.signal !== 'SIGKILL') expect(ended.code).toBe(0);
    current = await watched.watch();
  }
  await mains;
  await until(isEnd, 500);
  current.child.kill('SIGTERM');
  expect((await current.ended).code).toBe(0);
}

async function turnMains(watched: WatchedOffice, world: World): Promise<void> {
  watched.fail();
  if (world === 'dark') return;
  if (world === 'returns') {
    await until(async () => ((await watched.stops())['ShutdownGuest'] ?? 0) >= 4);
    watched.mains();
    return;
  }
  await until(async () => watched.told() > 0 && (await watched.isDark()));
  watched.mains();
  const { office } = watched;
  for (const host of office.hostPorts.keys()) await office.control.hostOn(host);
}

async function isAsWanted({ office }: WatchedOffice, world: World): Promise<boolean> {
  const { vms, hosts } = await office.control.state();
  if (world === 'dark') return hosts.every((host) => !host.on);
  return vms.filter((vm) => vm.power === 'on').length === 21;
}

async function judge(watched: WatchedOffice, { world, blows }: Story): Promise<void> {
  const lines = allLines(watched);
  const state = await watched.office.control.state();
  const stops = await watched.stops();
  expect(stops['PowerOffVM_Task']).toBeUndefined();
  if (world === 'returns') {
    expect([watched.told(), stops['ShutdownHost_Task']]).toEqual([0, undefined]);
  } else {
    expect([watched.told(), stops]).toEqual([1, { ShutdownGuest: 21, ShutdownHost_Task: 3 }]);
  }
  if (world === 'dark') {
    expect(state.vms.filter((vm) => vm.power === 'on')).toEqual([]);
  } else {
    expect(state).toMatchObject({ vcenterUp: true, ha: true, haHostMonitoring: 'enabled', drsBehavior: 'fullyAutomated' });
    expect(state.hosts.filter((host) => !host.on || host.maintenance)).toEqual([]);
  }
  const isOf = (kind: string, action: string) => (line: JsonLine) => line.kind === kind && line['action'] === action;
  const firstHost = lines.findIndex(isOf('operationIntended', 'ensureHostOff'));
  if (firstHost >= 0) expect(lines.findLastIndex(isOf('operationDone', 'ensureVmOff'))).toBeLessThan(firstHost);
  expect(
    lines.filter((line) => line.kind === 'notice' && line['severity'] === 'error' && !/^(run|power|trigger)/.test(String(line['code']))),
  ).toEqual([]);
  for (const one of watched.watching()) expect(one.stderr()).not.toMatch(/\n\s+at /);
  isConsistent(watched, blows);
  for (const one of watched.watching().slice(1)) {
    const [first] = one.lines();
    const resumed = one.lines().find((line) => line['code'] === 'run/resumed');
    const at = (line: JsonLine | undefined) => Date.parse(String(line?.['at']));
    if (resumed !== undefined) expect(at(resumed) - at(first)).toBeLessThanOrEqual(10_000);
  }
}

/** Each outcome had an intent before it, nothing is missing in between, and folding it gives what the list of runs says. */
function isConsistent(watched: WatchedOffice, blows: readonly Blow[]): void {
  const [runs, entries] = watched.journal((journal) => {
    const all = journal.runs();
    return [all, journal.entries(all[0]?.id ?? '')] as const;
  }) ?? [[], []];
  expect(runs).toHaveLength(1);
  expect(entries.map((entry) => entry.sequence)).toEqual(entries.map((_, index) => index + 1));
  expect(entries[0]?.event.kind).toBe('runStarted');
  const intended = new Set<string>();
  for (const { event } of entries) {
    if (event.kind === 'intended') intended.add(event.operationId);
    if (event.kind === 'operationEnded') expect(intended).toContain(event.operationId);
  }
  expect(entries.filter(({ event }) => event.kind === 'resumed').length).toBeLessThanOrEqual(blows.length);
  expect(replay(entries.map((entry) => entry.event))?.phase).toBe(runs[0]?.phase);
}
