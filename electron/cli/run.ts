import { environmentSecrets, openSecrets } from '../compose/open-secrets.js';
import { systemClock } from '../compose/system-clock.js';
import { openWorkstation } from '../adapters/workstation/workstation.js';
import { message, type Message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { textOption, wholeOption, type Arguments } from './arguments.js';
import { configFolder } from './folders.js';
import { callOf, helpForAll, helpOf } from './help.js';
import { nearest } from './nearest.js';
import { commonOptions, type OptionName } from './options.js';
import { usageOf, verbNames, type VerbName } from './usages.js';
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

/** `runVerb` sees to it that the operands are there. */
function withOperand(work: (call: Call, operand: string) => Promise<ExitCode> | ExitCode): Verb {
  return (call) => work(call, call.operands[0] ?? '');
}

const planCall = (call: Call, file: string) => ({
  file,
  folder: folderOf(call, file),
  secrets: openSecrets(call.io.environment),
  version: call.version,
});

/** The verbs of command-line.md. Each loads what it needs when it is called: a reading needs no simulation and no practice office. */
const verbs: Readonly<Record<VerbName, Verb>> = {
  'ups read': withOperand(async ({ io }, address) => (await import('./verbs/ups.js')).upsRead(io, address, systemClock())),
  'ups discover': withOperand(async ({ io }, host) => (await import('./verbs/discover.js')).upsDiscover(io, host, systemClock())),
  'ups watch': withOperand(async ({ io }, address) => (await import('./verbs/ups.js')).upsWatch(io, address, systemClock())),
  'ups commands': withOperand(async ({ io }, address) => (await import('./verbs/ups-command.js')).upsCommands(io, address, systemClock())),
  'ups command': withOperand(async ({ io, args, operands }, address) => {
    const [, name = ''] = operands;
    const delay = wholeOption(args, 'delay', usualDelaySeconds, 0, 86_400);
    if (!delay.ok) {
      io.tell(delay.failure.message);
      return 2;
    }
    const call = { address, name, delaySeconds: delay.value, yes: args.options.yes === true };
    return (await import('./verbs/ups-command.js')).upsCommand(io, call, systemClock());
  }),
  'inventory list': withOperand(async ({ io, args }, address) =>
    (await import('./verbs/inventory.js')).inventoryList(io, address, textOption(args, 'pin'), systemClock()),
  ),
  'plan check': withOperand(async (call, file) => (await import('./verbs/plan.js')).planCheck(call.io, planCall(call, file))),
  'plan forecast': withOperand(async (call, file) => (await import('./verbs/plan.js')).planForecast(call.io, planCall(call, file))),
  'plan rehearse': withOperand(async (call, file) => (await import('./verbs/plan.js')).planRehearse(call.io, planCall(call, file))),
  'plan drill': withOperand(async (call, file) =>
    (await import('./verbs/plan-drill.js')).planDrill(call.io, planCall(call, file), {
      vms: (textOption(call.args, 'vm') ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
      stepId: textOption(call.args, 'step'),
      yes: call.args.options.yes === true,
    }),
  ),
  'plan run': withOperand(async (call, file) =>
    (await import('./verbs/plan.js')).planRun(call.io, planCall(call, file), call.args.options.yes === true),
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
      outage: args.options.outage === true,
      restore: args.options.restore === true,
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
    if (args.options.fleet === true && seed.ok && hours.ok && offices.ok) {
      const options = { seed: seed.value, hours: hours.value, offices: offices.value };
      return (await import('./verbs/simulate.js')).simulateUpsFleet(io, options);
    }
    return (await import('./verbs/simulate.js')).simulateOutages(io, outages.ok ? outages.value : 0, seed.ok ? seed.value : 0);
  },
  'journal list': async (call) => (await import('./verbs/journal.js')).journal(call.io, folderOf(call), 'list', undefined),
  'journal show': withOperand(async (call, id) => (await import('./verbs/journal.js')).journal(call.io, folderOf(call), 'show', id)),
  'journal export': withOperand(async (call, id) => (await import('./verbs/journal.js')).journal(call.io, folderOf(call), 'export', id)),
  'config init': async (call) => (await import('./verbs/config.js')).configInit(call.io, folderOf(call)),
  'config validate': async (call) =>
    (await import('./verbs/config.js')).configValidate(call.io, folderOf(call), environmentSecrets(call.io.environment)),
  'config schema': async (call) => (await import('./verbs/config.js')).configSchema(call.io),
  'secret set': withOperand(async ({ io }, id) => (await import('./verbs/secret.js')).secretSet(io, openSecrets(io.environment), id)),
  'secret list': async (call) => (await import('./verbs/secret.js')).secretList(call.io, openSecrets(call.io.environment), folderOf(call)),
  'secret forget': withOperand(async ({ io }, id) => (await import('./verbs/secret.js')).secretForget(io, openSecrets(io.environment), id)),
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
  if (args.options.version === true) {
    io.text(version);
    return 0;
  }
  const isHelp = args.options.help === true || args.words[0] === 'help';
  const words = args.words[0] === 'help' ? args.words.slice(1) : args.words;
  const verb = verbOf(words);
  if (verb === undefined) return isHelp && isGroup(words) ? explain(io, words[0]) : misunderstood(io, words);
  if (isHelp) {
    io.text(helpOf(verb, io.locale));
    return 0;
  }
  const operands = words.slice(verb.split(' ').length);
  const wrong = wrongCall(verb, operands, args);
  if (wrong !== undefined) {
    io.tell(wrong);
    return 2;
  }
  return verbs[verb]({ io: untilNobodyReads(io, verb), args, operands, version });
}

/** What only shows something ends when nobody looks any more; what guards the office or is in the middle of acting goes on. */
function untilNobodyReads(io: Io, verb: VerbName): Io {
  if (usageOf(verb).outlivesReader !== true) return { ...io, signal: AbortSignal.any([io.signal, io.unread]) };
  io.unread.addEventListener('abort', () => io.tell(message('cli.usage.unread')), { once: true });
  return io;
}

function verbOf(words: readonly string[]): VerbName | undefined {
  return [words.slice(0, 2).join(' '), words[0]].flatMap((given) => verbNames.find((verb) => verb === given) ?? [])[0];
}

/** `plan`, or nothing at all. */
function isGroup(words: readonly string[]): boolean {
  return words.length === 0 || (words.length === 1 && verbNames.some((verb) => verb.startsWith(`${words[0] ?? ''} `)));
}

function explain(io: Io, group: string | undefined): ExitCode {
  io.text(helpForAll(io.locale, group));
  return 0;
}

function misunderstood(io: Io, words: readonly string[]): ExitCode {
  const [group] = words;
  if (group === undefined) io.say(helpForAll(io.locale));
  else if (isGroup(words)) io.say(`${say(message('cli.usage.group', { group }), io.locale)}\n${helpForAll(io.locale, group)}`);
  else {
    const given = words.slice(0, 2).join(' ');
    const meant = nearest(given, verbNames) ?? nearest(group, verbNames);
    io.tell(meant === undefined ? message('cli.usage.verb', { given }) : message('cli.usage.verbMeant', { given, call: callOf(meant) }));
  }
  return 2;
}

/** What is missing, too much, or belongs to another verb. */
function wrongCall(verb: VerbName, given: readonly string[], args: Arguments): Message | undefined {
  const { operands = [], options = [] } = usageOf(verb);
  const call = callOf(verb);
  const missing = operands[given.length];
  if (missing !== undefined) return message('cli.usage.operand', { what: missing, call });
  const more = given[operands.length];
  if (more !== undefined) return message('cli.usage.tooMany', { given: more, call });
  const known = [...commonOptions, ...options];
  const elsewhere = (Object.keys(args.options) as readonly OptionName[]).find((name) => !known.includes(name));
  return elsewhere === undefined ? undefined : message('cli.usage.optionElsewhere', { verb, option: `--${elsewhere}`, call });
}
