import type { IpcArgs, IpcResult } from '../../../shared/ipc/table.js';
import { emptyInventory } from '../../../shared/inventory/inventory.js';
import { planSchema, type Plan } from '../../../shared/plan/plan.js';
import { instantiateTemplate, suggestTemplate, templateIds, type TemplateStep } from '../../../shared/plan/templates.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { isSameReceiver } from '../../../shared/settings/receiver.js';
import { message, type Locale } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import type { EngineChannel } from '../engine-port.js';
import { startByPerson, startDrill } from './by-person.js';
import { refusalToKeep } from './desk.js';
import type { OfficeEngine } from './office-engine.js';
import { checkById, rehearseById, reportOfRun } from './reports.js';
import { discover, testDraft } from './test-draft.js';

export type Handlers = {
  readonly [C in Exclude<EngineChannel, 'app.snapshot' | 'command.run'>]: (args: IpcArgs<C>) => IpcResult<C> | Promise<IpcResult<C>>;
};

/** What each channel does. A practice office has a configuration of its own, in memory: no change in there reaches the real one. */
export function createHandlers(engine: OfficeEngine, locale: () => Locale): Handlers {
  const { config, parts } = engine;
  const stored = (id: string) => config.current().connections.find((one) => one.id === id);
  return {
    'settings.values': () => engine.settings,
    'settings.set': ({ key, value }) => {
      const failure = engine.conductor.refusedSetting(key, value);
      return failure === undefined ? config.setSetting(key, value) : { ok: false, failure };
    },
    'settings.reset': ({ key }) => {
      const failure = engine.conductor.refusedSetting(key, undefined);
      return failure === undefined ? config.resetSetting(key) : { ok: false, failure };
    },
    'settings.file': () => config.settingsFile(),
    'secret.set': async ({ connectionId, part, value }) => {
      const kept = await engine.secrets.keep(connectionId, part, value);
      if (!kept.ok) return kept;
      await engine.reopen(connectionId);
      return done(undefined);
    },
    'secret.forget': async ({ connectionId, part }) => {
      const gone = await engine.secrets.forgetPart(connectionId, part);
      if (!gone.ok) return gone;
      await engine.reopen(connectionId);
      return done(undefined);
    },
    'secret.status': () => parts.secrets.status(),
    'ups.discover': (question) => discover(parts, question),
    'connection.test': ({ connection, secrets }) => testDraft(parts, connection, secrets, stored(connection.id)),
    'connection.save': (connection) => {
      const before = stored(connection.id);
      const saved = config.saveConnection(connection);
      // What was kept for one is not sent to another.
      return saved.ok && before !== undefined && !isSameReceiver(connection, before) ? engine.forgetSecrets(before) : saved;
    },
    'connection.remove': ({ id }) => {
      const before = stored(id);
      const removed = config.removeConnection(id);
      return removed.ok && before !== undefined ? engine.forgetSecrets(before) : removed;
    },
    'plan.templates': () => templates(engine, locale()),
    'plan.save': ({ plan, activate }) => savePlan(engine, planSchema.parse(plan), activate),
    'plan.activate': ({ id }) => config.activatePlan(id),
    'plan.remove': ({ id }) => config.removePlan(id),
    'plan.check': ({ id }) => checkById(engine, id),
    'plan.rehearse': ({ id }) => rehearseById(engine, id),
    'run.start': ({ planId }) => startByPerson(engine, planId),
    'drill.start': ({ planId, choice }) => startDrill(engine, planId, choice),
    'run.cancel': () => {
      if (engine.isBeyond) return failed('run/beyond', message('core.run.beyond.cancel'));
      engine.cancelRun(true);
      return done(undefined);
    },
    'ups.command': ({ upsId, command }) => engine.upsDesk.tell(upsId, command),
    'history.readings': ({ upsId, fromIso, toIso, atMost }) => parts.history.readings(upsId, fromIso, toIso, atMost),
    'history.discharges': ({ upsId }) => parts.history.discharges(upsId),
    'events.list': ({ limit, beforeId, severity, text }) =>
      parts.history.events({
        limit,
        ...(beforeId === undefined ? {} : { beforeId }),
        ...(severity === undefined ? {} : { severity }),
        ...(text === undefined ? {} : { text }),
      }),
    'journal.runs': () => parts.journal.runs(),
    'journal.report': ({ runId }) => reportOfRun(engine, runId),
    'notices.read': ({ ids }) => engine.board.read(ids),
    'notices.dismiss': ({ ids }) => engine.board.dismiss(ids),
    'practice.set': (change) => parts.practice?.set(change) ?? notPractising(),
  };
}

function savePlan(engine: OfficeEngine, plan: Plan, activate: boolean): Result<undefined> {
  const refused = refusalToKeep(plan, engine.desk.findings(plan, engine.office));
  return refused === undefined ? engine.config.savePlan(plan, activate) : failed(refused.code, refused.message);
}

function notPractising(): Result<undefined> {
  return failed('practice/notOpen', message('core.practice.notOpen'));
}

const templateWords: Readonly<Record<TemplateStep, Parameters<typeof message>[0]>> = {
  check: 'core.template.check',
  prepare: 'core.template.prepare',
  others: 'core.template.others',
  applications: 'core.template.applications',
  databases: 'core.template.databases',
  vcenter: 'core.template.vcenter',
  hosts: 'core.template.hosts',
  machines: 'core.template.machines',
  ups: 'core.template.ups',
  workstation: 'core.template.workstation',
};

/** Every template filled with this office; the one that fits best first. */
function templates(engine: OfficeEngine, locale: Locale): IpcResult<'plan.templates'> {
  const connections = engine.connections.list();
  const { inventory } = engine.inventory.current();
  const ups = connections.filter((one) => one.kind === 'ups').map((one) => one.id);
  const words = Object.fromEntries(Object.entries(templateWords).map(([step, key]) => [step, say(message(key), locale)])) as Record<
    TemplateStep,
    string
  >;
  const best = suggestTemplate(inventory);
  return [best, ...templateIds.filter((id) => id !== best)].map((id) => ({
    id,
    plan: instantiateTemplate(id, {
      id: id.toLowerCase(),
      title: say(message(`plan.template.${id}`), locale),
      ups: ups.length === 0 ? ['ups1'] : ups,
      connections,
      inventory: id === 'workstation' ? emptyInventory : inventory,
      words,
    }),
  }));
}
