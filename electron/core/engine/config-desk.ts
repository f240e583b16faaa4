import type { Plan } from '../../../shared/plan/plan.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import type { Connection } from '../../../shared/settings/connection.js';
import { checkSetting, isSettingKey } from '../../../shared/settings/read.js';
import { message } from '../../../shared/text/message.js';
import type { ConfigStore, LoadedConfig } from '../ports.js';

/** The configuration as it stands, and every change to it: written first, then told. */
export interface ConfigDesk {
  current(): LoadedConfig;
  problems(): readonly Failure[];
  setSetting(key: string, value: boolean | number | string): Result<undefined>;
  resetSetting(key: string): Result<undefined>;
  saveConnection(connection: Connection): Result<undefined>;
  removeConnection(id: string): Result<undefined>;
  savePlan(plan: Plan, activate: boolean): Result<undefined>;
  activatePlan(id: string): Result<undefined>;
  removePlan(id: string): Result<undefined>;
  settingsFile(): { readonly path: string; readonly text: string };
  close(): void;
}

export function createConfigDesk(store: ConfigStore, changed: (config: LoadedConfig) => void): ConfigDesk {
  let config = store.load();
  let unfollowed: Failure | undefined;
  const reload = () => {
    config = keepWhatWasReadable(store.load(), config);
    changed(config);
  };
  const unwatch = store.watch(reload, (why) => (unfollowed = why));
  const written = (result: Result<void>): Result<undefined> => {
    if (!result.ok) return result;
    reload();
    return done(undefined);
  };
  const save = (change: Partial<Pick<LoadedConfig, 'changed' | 'connections' | 'activePlan'>>) =>
    written(
      store.saveSettings({
        changed: config.changed,
        connections: config.connections,
        ...(config.activePlan === undefined ? {} : { activePlan: config.activePlan }),
        ...change,
      }),
    );
  return {
    current: () => config,
    problems: () => [...config.problems, ...(unfollowed === undefined ? [] : [unfollowed])],
    setSetting: (key, value) => {
      const checked = checkSetting(key, value);
      if (!checked.ok) return checked;
      return save({ changed: { ...config.changed, [key]: checked.value } });
    },
    resetSetting: (key) => {
      if (!isSettingKey(key)) return failed('settings/unknown', message('core.settings.unknown', { key }));
      const { [key]: _gone, ...rest } = config.changed;
      return save({ changed: rest });
    },
    saveConnection: (connection) =>
      save({
        connections: config.connections.some((one) => one.id === connection.id)
          ? config.connections.map((one) => (one.id === connection.id ? connection : one))
          : [...config.connections, connection],
      }),
    removeConnection: (id) => {
      if (!config.connections.some((one) => one.id === id))
        return failed('connection/unknown', message('core.config.noConnection', { id }));
      return save({ connections: config.connections.filter((one) => one.id !== id) });
    },
    savePlan: (plan, activate) => {
      const saved = store.savePlan(plan);
      if (!saved.ok) return saved;
      return activate || config.activePlan === undefined ? save({ activePlan: plan.id }) : written(saved);
    },
    activatePlan: (id) =>
      config.plans.some((plan) => plan.id === id)
        ? save({ activePlan: id })
        : failed('plan/unknown', message('core.config.noPlan', { id })),
    removePlan: (id) => written(store.removePlan(id)),
    settingsFile: () => store.settingsText(),
    close: unwatch,
  };
}

/**
 * A file that is broken while Sundown runs, perhaps only half written yet, must not make an observer of a coordinator or take the plan from under an
 * outage: what was read before stays in force, and the problem is announced.
 */
function keepWhatWasReadable(next: LoadedConfig, before: LoadedConfig): LoadedConfig {
  const [gone] = next.problems.filter(({ code }) => code === 'settings/unreadable' || code === 'settings/gone');
  const settings = gone === undefined ? next : { ...before, plans: next.plans, problems: next.problems.map(saysKept) };
  return keepActivePlan(settings, before);
}

function saysKept(problem: Failure): Failure {
  const { file = '', reason = '' } = problem.message.params ?? {};
  return problem.code === 'settings/unreadable' ? { ...problem, message: message('records.settings.kept', { file, reason }) } : problem;
}

function keepActivePlan(next: LoadedConfig, before: LoadedConfig): LoadedConfig {
  const isBroken = next.problems.some(({ code }) => code.startsWith('plan/'));
  const plan = before.plans.find(({ id }) => id === (next.activePlan ?? (before.plans.length === 1 ? id : undefined)));
  if (!isBroken || plan === undefined || next.plans.some(({ id }) => id === plan.id)) return next;
  const kept: Failure = { code: 'plan/kept', message: message('records.plan.kept', { title: plan.title }) };
  return { ...next, plans: [...next.plans, plan], problems: [...next.problems, kept] };
}
