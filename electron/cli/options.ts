interface Option {
  /** What stands for its value in words; without one it takes none. */
  readonly value?: string;
  readonly short?: string;
}

const options = {
  json: {},
  'json-lines': {},
  help: { short: 'h' },
  version: { short: 'V' },
  config: { value: 'DIR' },
  language: { value: 'en|de' },
  yes: {},
  vm: { value: 'NAMES' },
  step: { value: 'ID' },
  outage: {},
  restore: {},
  speed: { value: 'N' },
  outages: { value: 'N' },
  seed: { value: 'S' },
  fleet: {},
  hours: { value: 'H' },
  offices: { value: 'N' },
  pin: { value: 'FINGERPRINT' },
  delay: { value: 'SECONDS' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;

/** Every option of every verb. */
export const optionTable: Readonly<Record<OptionName, Option>> = options;

/** Understood beside every verb. */
export const commonOptions: readonly OptionName[] = ['json', 'json-lines', 'help', 'version', 'config', 'language'];

/** `--speed N` */
export function optionWords(name: OptionName): string {
  const { value } = optionTable[name];
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
