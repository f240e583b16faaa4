import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openConfigStore } from '../../adapters/config/config-store.js';
import { planSchema } from '../../../shared/plan/plan.js';
import { validatePlan } from '../../../shared/plan/validate.js';
import type { SecretStore } from '../../core/ports.js';
import type { Finding } from '../../../shared/run/run.js';
import { settingsJsonSchema } from '../../../shared/settings/read.js';
import { message } from '../../../shared/text/message.js';
import { weakCredentials } from '../weak-credentials.js';
import { examplePlan } from '../example.js';
import { findingsJson, tellFindings } from '../findings.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';

/** `config init`: a folder that works as it is, changed by nobody if there is one already. */
export function configInit(io: Io, folder: string): ExitCode {
  if (existsSync(join(folder, 'settings.json'))) {
    io.tell(message('cli.config.there', { folder }));
    io.document({ folder, made: false });
    return 0;
  }
  const store = openConfigStore(folder);
  const { connections, plan } = examplePlan();
  const saved = store.saveSettings({ changed: { 'general.role': 'observer' }, connections, activePlan: plan.id });
  const planned = saved.ok ? store.savePlan(plan) : saved;
  if (!planned.ok) {
    io.tell(planned.failure.message);
    return 2;
  }
  io.tell(message('cli.config.made', { folder }));
  io.document({ folder, made: true });
  return 0;
}

/**
 * `config validate`: settings.json and every plan, in words that name what was expected and what came, and weak ways of reaching a UPS. Judges only
 * secrets that `secrets` has at hand.
 */
export async function configValidate(io: Io, folder: string, secrets: SecretStore): Promise<ExitCode> {
  const config = openConfigStore(folder).load();
  const findings: Finding[] = [
    ...(existsSync(join(folder, 'settings.json')) ? [] : [noSettings(folder)]),
    ...config.problems.map((problem): Finding => ({ severity: 'error', code: problem.code, message: problem.message, target: folder })),
    ...config.plans.flatMap((plan) => validatePlan(plan, { connections: config.connections })),
    ...(await weakCredentials(config.connections, secrets)),
  ];
  if (config.activePlan !== undefined && !config.plans.some((plan) => plan.id === config.activePlan)) {
    findings.push({
      severity: 'error',
      code: 'plan/unknown',
      message: message('core.config.noPlan', { id: config.activePlan }),
      target: 'activePlan',
    });
  }
  const ok = !findings.some((finding) => finding.severity === 'error');
  io.document({ ok, findings: findingsJson(io, findings) });
  tellFindings(io, findings);
  if (ok) io.tell(message('cli.config.good', { folder }));
  return ok ? 0 : 2;
}

function noSettings(folder: string): Finding {
  return { severity: 'error', code: 'settings/none', message: message('cli.watch.noSettings', { folder }), target: folder };
}

/** `config schema`: JSON schemas of both kinds of file. */
export function configSchema(io: Io): ExitCode {
  const schemas = { settings: settingsJsonSchema(), plan: z.toJSONSchema(planSchema, { io: 'input' }) };
  if (io.format === 'words') io.text(JSON.stringify(schemas, null, 2));
  io.document(schemas);
  return 0;
}
