import { environmentSecrets, openSecrets } from '../compose/create-engine.js';
import { systemClock } from '../compose/system-clock.js';
import { openWorkstation } from '../adapters/workstation/workstation.js';
import { message } from '../../shared/text/message.js';
import { textOption, wholeOption, type Arguments } from './arguments.js';
import { configFolder } from './folders.js';
import type { ExitCode } from './exit-code.js';
import type { Io } from './io.js';

interface Call {
  readonly io: Io;
  readonly args: Arguments;
  readonly operands: readonly string[];
  readonly version: string;
}

/** A shutdown that names no delay. */
const usualDelaySeconds = 120;

type Verb = (call: Call) => Promise<ExitCode> | ExitCode;

const folderOf = ({ args, io }: Call, planFile?: string) =>
  configFolder(textOption(args, 'config'), planFile, process.platform, io.environment);

/** Runs with the operand a verb needs, or says that it is missing. */
function needing(verb: string, what: string, work: (call: Call, operand: string) => Promise<ExitCode> | ExitCode): Verb {
  return (call) => {
    const [operand] = call.operands;
    if (operand !== undefined) return work(call, operand);
    call.io.tell(message('cli.usage.operand', { verb, what }));
    return 2;
  };
}

const planCall = (call: Call, file: string) => ({
  file,
  folder: folderOf(call, file),
  secrets: openSecrets(call.io.environment),
  version: call.version,
});

/** The verbs of command-line.md. Each loads what it needs when it is called: a reading needs no simulation and no practice office. */
const verbs: Readonly<Record<string, Verb>> = {
  'ups read': needing('ups read', 'ADDRESS', async ({ io }, address) =>
    (await import('./verbs/ups.js')).upsRead(io, address, systemClock()),
  ),
  'ups discover': needing('ups discover', 'HOST', async ({ io }, host) =>
    (await import('./verbs/discover.js')).upsDiscover(io, host, systemClock()),
  ),
  'ups watch': needing('ups watch', 'ADDRESS', async ({ io }, address) =>
    (await import('./verbs/ups.js')).upsWatch(io, address, systemClock()),
  ),
  'ups commands': needing('ups commands', 'ADDRESS', async ({ io }, address) =>
    (await import('./verbs/ups-command.js')).upsCommands(io, address, systemClock()),
  ),
  'ups command': needing('ups command', 'ADDRESS NAME', async ({ io, args, operands }, address) => {
    const [, name] = operands;
    const delay = wholeOption(args, 'delay', usualDelaySeconds, 0, 86_400);
    if (name === undefined || !delay.ok) {
      io.tell(delay.ok ? message('cli.usage.operand', { verb: 'ups command', what: 'NAME' }) : delay.failure.message);
      return 2;
    }
    const call = { address, name, delaySeconds: delay.value, yes: args.options['yes'] === true };
    return (await import('./verbs/ups-command.js')).upsCommand(io, call, systemClock());
  }),
  'inventory list': needing('inventory list', 'ADDRESS', async ({ io, args }, address) =>
    (await import('./verbs/inventory.js')).inventoryList(io, address, textOption(args, 'pin'), systemClock()),
  ),
  'plan check': needing('plan check', 'FILE', async (call, file) =>
    (await import('./verbs/plan.js')).planCheck(call.io, planCall(call, file)),
  ),
  'plan forecast': needing('plan forecast', 'FILE', async (call, file) =>
    (await import('./verbs/plan.js')).planForecast(call.io, planCall(call, file)),
  ),
  'plan rehearse': needing('plan rehearse', 'FILE', async (call, file) =>
    (await import('./verbs/plan.js')).planRehearse(call.io, planCall(call, file)),
  ),
  'plan run': needing('plan run', 'FILE', async (call, file) =>
    (await import('./verbs/plan.js')).planRun(call.io, planCall(call, file), call.args.options['yes'] === true),
  ),
  watch: async (call) =>
    (await import('./verbs/watch.js')).watch(call.io, {
      folder: folderOf(call),
      secrets: openSecrets(call.io.environment),
      version: call.version,
    }),
  practice: async ({ io, args, version }) => {
    const speed = wholeOption(args, 'speed', 20, 1, 100);
    if (!speed.ok) {
      io.tell(speed.failure.message);
      return 2;
    }
    const { practice } = await import('./verbs/practice.js');
    return practice(io, {
      outage: args.options['outage'] === true,
      restore: args.options['restore'] === true,
      speed: speed.value,
      version,
    });
  },
  simulate: async ({ io, args }) => {
    const outages = wholeOption(args, 'outages', 1000, 1, 10_000_000);
    const seed = wholeOption(args, 'seed', 1, 0, 2 ** 31);
    const hours = wholeOption(args, 'hours', 24, 1, 168);
    const offices = wholeOption(args, 'offices', 50, 1, 10_000);
    for (const one of [outages, seed, hours, offices]) {
      if (one.ok) continue;
      io.tell(one.failure.message);
      return 2;
    }
    if (args.options['fleet'] === true && seed.ok && hours.ok && offices.ok) {
      const options = { seed: seed.value, hours: hours.value, offices: offices.value };
      return (await import('./verbs/simulate.js')).simulateUpsFleet(io, options);
    }
    return (await import('./verbs/simulate.js')).simulateOutages(io, outages.ok ? outages.value : 0, seed.ok ? seed.value : 0);
  },
  'journal list': async (call) => (await import('./verbs/journal.js')).journal(call.io, folderOf(call), 'list', undefined),
  'journal show': needing('journal show', 'ID', async (call, id) =>
    (await import('./verbs/journal.js')).journal(call.io, folderOf(call), 'show', id),
  ),
  'journal export': needing('journal export', 'ID', async (call, id) =>
    (await import('./verbs/journal.js')).journal(call.io, folderOf(call), 'export', id),
  ),
  'config init': async (call) => (await import('./verbs/config.js')).configInit(call.io, folderOf(call)),
  'config validate': async (call) =>
    (await import('./verbs/config.js')).configValidate(call.io, folderOf(call), environmentSecrets(call.io.environment)),
  'config schema': async (call) => (await import('./verbs/config.js')).configSchema(call.io),
  'secret set': needing('secret set', 'ID', async ({ io }, id) =>
    (await import('./verbs/secret.js')).secretSet(io, openSecrets(io.environment), id),
  ),
  'secret list': async (call) => (await import('./verbs/secret.js')).secretList(call.io, openSecrets(call.io.environment), folderOf(call)),
  'secret forget': needing('secret forget', 'ID', async ({ io }, id) =>
    (await import('./verbs/secret.js')).secretForget(io, openSecrets(io.environment), id),
  ),
  doctor: async (call) =>
    (await import('./verbs/doctor.js')).doctor(call.io, {
      folder: folderOf(call),
      secrets: openSecrets(call.io.environment),
      workstation: openWorkstation({ platform: process.platform }),
      now: new Date(),
    }),
};

/** Finds the verb among the words and runs it; 2 for a command line that is not understood. */
export async function runVerb(io: Io, args: Arguments, version: string): Promise<ExitCode> {
  if (args.options['version'] === true) {
    io.text(version);
    return 0;
  }
  const [first = '', second = '', ...rest] = args.words;
  if (args.options['help'] === true || first === '' || first === 'help') {
    io.tell(message('cli.help'));
    return first === '' && args.options['help'] !== true ? 2 : 0;
  }
  const pair = verbs[`${first} ${second}`];
  if (pair !== undefined) return pair({ io, args, operands: rest, version });
  const single = verbs[first];
  if (single !== undefined) return single({ io, args, operands: [second, ...rest].filter((word) => word !== ''), version });
  io.tell(message('cli.usage.verb', { given: args.words.join(' ') }));
  return 2;
}
