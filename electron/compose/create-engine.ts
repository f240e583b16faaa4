import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { openConfigStore } from '../adapters/config/config-store.js';
import { openInventoryMemory } from '../adapters/config/inventory-memory.js';
import { memorySecrets } from '../adapters/secrets/secrets.js';
import { openHistory } from '../adapters/sqlite/history.js';
import { openJournal } from '../adapters/sqlite/journal.js';
import { openWorkstation } from '../adapters/workstation/workstation.js';
import { createOfficeEngine } from '../core/engine/engine.js';
import type { EngineParts } from '../core/engine/parts.js';
import type { OfficeEngine } from '../core/engine/office-engine.js';
import type { Engine } from '../core/engine-port.js';
import type { ConfigStore, SecretStore, Workstation } from '../core/ports.js';
import { learnedSeconds } from '../../shared/forecast/learned.js';
import type { SettingsFile } from '../../shared/settings/read.js';
import type { Locale } from '../../shared/text/message.js';
import { openAdapters } from './open-adapters.js';
import { openRecords } from './open-records.js';
import { openSecrets } from './open-secrets.js';
import { practiceConfig } from './practice-config.js';
import { systemClock } from './system-clock.js';

export interface OfficeOptions {
  readonly folder: string;
  readonly version: string;
  readonly locale: () => Locale;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly secrets?: SecretStore;
  /** Another configuration than the folder's own. */
  readonly config?: ConfigStore;
  /** Asked once by a command: nothing is resumed, nothing starts by itself. */
  readonly isAsked?: boolean;
  readonly workstation?: Workstation;
  readonly onLine?: EngineParts['onLine'];
}

export type LiveEngine = Engine & { readonly office: OfficeEngine };

const soon = (ms: number, run: () => void) => void setTimeout(run, ms);

/** The real office: settings, plans, journal and history in one folder, secrets in the keychain. */
export async function createLiveEngine(options: OfficeOptions): Promise<LiveEngine> {
  const secrets = options.secrets ?? openSecrets(options.environment);
  const workstation = options.workstation ?? openWorkstation({ platform: process.platform });
  const config = options.config ?? openConfigStore(options.folder);
  const { settings } = config.load();
  const clock = systemClock();
  const { claim, ...records } = openRecords(options.folder, clock, {
    keepDays: Number(settings['history.keepDays']),
    maxMegabytes: Number(settings['history.maxMegabytes']),
    learn: learnedSeconds,
  });
  const agentSocket = options.environment['SSH_AUTH_SOCK'];
  return createOfficeEngine(
    {
      clock,
      config,
      adapters: openAdapters({ secrets, workstation, clock, ...(agentSocket === undefined ? {} : { agentSocket }) }),
      secrets,
      ...records,
      inventory: openInventoryMemory(options.folder),
      version: options.version,
      mode: 'live',
      ...(options.isAsked === true ? {} : { claim }),
      isAsked: options.isAsked === true,
      newId: () => randomUUID(),
      soon,
      workstationName: hostname(),
      ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
    },
    options.locale,
  );
}

/** The practice office on loopback, at the given speed; what it learns and journals ends with it. */
export async function createPracticeEngine(
  options: Omit<OfficeOptions, 'folder'> & { readonly speed: number; readonly seed?: number; readonly own?: SettingsFile['changed'] },
) {
  const { openPracticeOffice } = await import('../practice/practice-office.js');
  const practice = await openPracticeOffice({
    speed: options.speed,
    locale: options.locale(),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const secrets = memorySecrets(practice.secrets);
  const wall = () => practice.clock.wall();
  const engine = await createOfficeEngine(
    {
      clock: practice.clock,
      config: practiceConfig(practice, options.own),
      adapters: openAdapters({ secrets, workstation: practice.workstation, clock: practice.clock }),
      secrets,
      journal: openJournal(':memory:', wall),
      history: openHistory(':memory:', wall, { keepDays: 30, maxMegabytes: 50, learn: learnedSeconds }),
      version: options.version,
      mode: 'practice',
      isAsked: false,
      practice,
      newId: () => randomUUID(),
      soon,
      workstationName: 'workstation',
      ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
    },
    options.locale,
  );
  const stop = async () => {
    await engine.stop();
    await practice.close();
  };
  return { engine: { ...engine, stop }, practice };
}
