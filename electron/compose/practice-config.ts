import type { ConfigStore, LoadedConfig } from '../core/ports.js';
import type { PracticeOffice } from '../practice/practice-office.js';
import type { Plan } from '../../shared/plan/plan.js';
import { done } from '../../shared/result.js';
import { defaultSettings, type SettingsFile } from '../../shared/settings/read.js';

/** The practice office's configuration, with the person's `own` looks and language: kept in memory, changed like a real one, gone when it closes. */
export function practiceConfig(practice: Pick<PracticeOffice, 'connections' | 'plan'>, own: SettingsFile['changed'] = {}): ConfigStore {
  const changed = { ...own, 'general.role': 'coordinator', 'general.armed': true } as const;
  let config: LoadedConfig = {
    settings: { ...defaultSettings(), ...changed },
    changed,
    connections: practice.connections,
    plans: [practice.plan],
    activePlan: practice.plan.id,
    problems: [],
  };
  const withPlans = (plans: readonly Plan[]) => {
    config = { ...config, plans };
    return done(undefined);
  };
  return {
    load: () => config,
    saveSettings: (file) => {
      config = { ...config, ...file, settings: { ...defaultSettings(), ...file.changed } };
      return done(undefined);
    },
    savePlan: (plan) => withPlans([...config.plans.filter((one) => one.id !== plan.id), plan]),
    removePlan: (id) => withPlans(config.plans.filter((one) => one.id !== id)),
    settingsText: () => ({ path: '', text: '' }),
    watch: () => () => undefined,
  };
}
