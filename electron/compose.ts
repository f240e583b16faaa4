import { openConfigStore } from './adapters/config/config-store.js';
import type { CreateEngine } from './core/engine-port.js';
import { createLiveEngine, createPracticeEngine } from './compose/create-engine.js';
import { spokenLocale } from './compose/spoken-locale.js';
import type { SettingValues } from '../shared/settings/table.js';

/** The engine of the desktop program: over the real office, or over the practice office on loopback. */
export const createEngine: CreateEngine = async (options) => {
  const { changed, settings: own } = openConfigStore(options.userDataDir).load();
  let settings: SettingValues = own;
  const parts = { version: options.version, locale: () => spokenLocale(settings), environment: process.env };
  const engine = options.practice
    ? (await createPracticeEngine({ ...parts, speed: Number(own['practice.speed']), own: changed })).engine
    : await createLiveEngine({ ...parts, folder: options.userDataDir });
  settings = engine.settings();
  engine.onSettings((values) => {
    settings = values;
  });
  return engine;
};
