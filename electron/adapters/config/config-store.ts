import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { ConfigStore, LoadedConfig } from '../../core/ports.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { readPlan } from '../../../shared/plan/read.js';
import { writePlan } from '../../../shared/plan/write.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { emptySettings, readSettings, writeSettings, type SettingsFile } from '../../../shared/settings/read.js';
import { message } from '../../../shared/text/message.js';
import { readText, writeText } from './files.js';

/**
 * `DIR/settings.json` and `DIR/plans/*.json`. A file that cannot be read is announced and left as it is; before it is first written over
 * it is copied aside, so that nobody loses what they typed.
 */
export function openConfigStore(folder: string): ConfigStore {
  const settingsPath = join(folder, 'settings.json');
  const plansPath = join(folder, 'plans');
  let wasThere = false;
  const load = (): LoadedConfig => {
    const settings = loadSettings(settingsPath, wasThere);
    wasThere ||= settings !== emptySettings;
    const { plans, problems } = loadPlans(plansPath);
    return { ...settings, plans: plans.map(({ plan }) => plan), problems: [...settings.problems, ...problems] };
  };
  return {
    load,
    saveSettings: (file) => {
      keepUnreadable(settingsPath);
      return writeText(settingsPath, writeSettings(file));
    },
    savePlan: (plan) => {
      const known = loadPlans(plansPath).plans.find((one) => one.plan.id === plan.id);
      return writeText(join(plansPath, known?.file ?? `${plan.id}.json`), writePlan(plan));
    },
    removePlan: (id) => removePlan(plansPath, id),
    settingsText: () => ({ path: settingsPath, text: readText(settingsPath) ?? '' }),
    watch: (changed, failed) => {
      try {
        return watchFolders(folder, plansPath, changed);
      } catch (cause) {
        failed({ code: 'settings/notFollowed', message: message('records.settings.notFollowed', { folder, reason: reasonOf(cause) }) });
        return () => undefined;
      }
    },
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function loadSettings(path: string, wasThere: boolean): SettingsFile {
  try {
    const text = readText(path);
    if (text !== undefined) return readSettings(text, 'settings.json');
    if (!wasThere) return emptySettings;
    return {
      ...emptySettings,
      problems: [{ code: 'settings/gone', message: message('records.settings.gone', { file: 'settings.json' }) }],
    };
  } catch (cause) {
    const params = { file: 'settings.json', reason: reasonOf(cause) };
    return { ...emptySettings, problems: [{ code: 'settings/unreadable', message: message('core.settings.unreadable', params) }] };
  }
}

function readPlanFile(path: string, file: string): Result<Plan> {
  try {
    return readPlan(readText(path) ?? '', file);
  } catch (cause) {
    return failed('plan/unreadable', message('core.file.unreadable', { file, reason: reasonOf(cause) }));
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
}

function loadPlans(folder: string): {
  readonly plans: readonly { readonly plan: Plan; readonly file: string }[];
  readonly problems: readonly Failure[];
} {
  const plans: { readonly plan: Plan; readonly file: string }[] = [];
  const problems: Failure[] = [];
  for (const file of [...namesIn(folder)].sort()) {
    const read = readPlanFile(join(folder, file), file);
    if (!read.ok) problems.push(read.failure);
    else if (plans.some(({ plan }) => plan.id === read.value.id)) {
      problems.push({ code: 'settings/planTwice', message: message('core.config.planTwice', { file, id: read.value.id }) });
    } else plans.push({ plan: read.value, file });
  }
  return { plans, problems };
}

function keepUnreadable(path: string): void {
  const text = readText(path);
  if (text === undefined) return;
  const { problems } = readSettings(text, 'settings.json');
  if (problems.length > 0) copyFileSync(path, `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`);
}

function removePlan(folder: string, id: string): Result<void> {
  const found = loadPlans(folder).plans.find(({ plan }) => plan.id === id);
  if (found === undefined) return failed('plan/unknown', message('core.config.noPlan', { id }));
  renameSync(join(folder, found.file), join(folder, `${found.file}.removed`));
  return done(undefined);
}

/** Several events for one change are the rule: they are gathered for 200 ms. Other files of the folder are not ours to follow. */
function watchFolders(folder: string, plansFolder: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 200);
  };
  mkdirSync(plansFolder, { recursive: true, mode: 0o700 });
  const watchers = [
    watch(folder, (_event, name) => {
      if (name === 'settings.json') soon();
    }),
    watch(plansFolder, (_event, name) => {
      if (name?.endsWith('.json') === true) soon();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
