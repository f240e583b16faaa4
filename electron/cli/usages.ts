import type { TextKey } from '../../shared/text/catalogue.js';
import type { OptionName } from './options.js';

/** How a verb is called, and what it does in a few words. */
export interface Usage {
  readonly about: TextKey;
  readonly operands?: readonly Operand[];
  /** Beside the common ones; `yes` is what the verb acts upon, the others may be left out. */
  readonly options?: readonly OptionName[];
  /** Goes on when nobody reads its output any more: it guards or is in the middle of acting. */
  readonly outlivesReader?: boolean;
}

export type Operand = 'ADDRESS' | 'HOST' | 'NAME' | 'FILE' | 'ID';

/** The verbs of the command line, in the order of their help. */
export const usages = {
  'ups read': { about: 'cli.about.ups.read', operands: ['ADDRESS'] },
  'ups watch': { about: 'cli.about.ups.watch', operands: ['ADDRESS'] },
  'ups discover': { about: 'cli.about.ups.discover', operands: ['HOST'] },
  'ups commands': { about: 'cli.about.ups.commands', operands: ['ADDRESS'] },
  'ups command': { about: 'cli.about.ups.command', operands: ['ADDRESS', 'NAME'], options: ['yes', 'delay'] },
  'inventory list': { about: 'cli.about.inventory.list', operands: ['ADDRESS'], options: ['pin'] },
  'plan check': { about: 'cli.about.plan.check', operands: ['FILE'] },
  'plan forecast': { about: 'cli.about.plan.forecast', operands: ['FILE'] },
  'plan rehearse': { about: 'cli.about.plan.rehearse', operands: ['FILE'] },
  'plan drill': { about: 'cli.about.plan.drill', operands: ['FILE'], options: ['vm', 'step', 'yes'], outlivesReader: true },
  'plan run': { about: 'cli.about.plan.run', operands: ['FILE'], options: ['yes'], outlivesReader: true },
  watch: { about: 'cli.about.watch', options: ['config'], outlivesReader: true },
  practice: { about: 'cli.about.practice', options: ['outage', 'restore', 'speed'] },
  simulate: { about: 'cli.about.simulate', options: ['outages', 'seed', 'fleet', 'hours', 'offices'] },
  'journal list': { about: 'cli.about.journal.list' },
  'journal show': { about: 'cli.about.journal.show', operands: ['ID'] },
  'journal export': { about: 'cli.about.journal.export', operands: ['ID'] },
  'config init': { about: 'cli.about.config.init' },
  'config validate': { about: 'cli.about.config.validate' },
  'config schema': { about: 'cli.about.config.schema' },
  'secret set': { about: 'cli.about.secret.set', operands: ['ID'] },
  'secret list': { about: 'cli.about.secret.list' },
  'secret forget': { about: 'cli.about.secret.forget', operands: ['ID'] },
  doctor: { about: 'cli.about.doctor' },
} as const satisfies Readonly<Record<string, Usage>>;

export type VerbName = keyof typeof usages;

export const verbNames = Object.keys(usages) as readonly VerbName[];

export function usageOf(verb: VerbName): Usage {
  return usages[verb];
}
