import { getCiphers } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { networkInterfaces, release } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openConfigStore } from '../../adapters/config/config-store.js';
import { hasDes } from '../../adapters/snmp/credentials.js';
import type { LoadedConfig, SecretStore, Workstation } from '../../core/ports.js';
import type { Finding } from '../../../shared/run/run.js';
import { defaultSettings } from '../../../shared/settings/read.js';
import { message, type Message } from '../../../shared/text/message.js';
import { findingsJson, tellFindings } from '../findings.js';
import { weakCredentials } from '../weak-credentials.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';

/** `doctor`: versions, keychain, permissions, time, network, what is missing. */
export async function doctor(
  io: Io,
  parts: { readonly folder: string; readonly secrets: SecretStore; readonly workstation: Workstation; readonly now: Date },
): Promise<ExitCode> {
  const config = openConfigStore(parts.folder).load();
  const findings: Finding[] = [
    good('doctor/node', message('cli.doctor.node', { version: process.versions.node })),
    good('doctor/system', message('cli.doctor.system', { platform: process.platform, release: release() })),
    timeFinding(parts.now),
    networkFinding(),
    cipherFinding(),
    desFinding(),
    folderFinding(parts.folder),
    ...configFindings(parts.folder, config),
    await keychainFinding(parts.secrets),
    ...(await weakCredentials(config.connections, parts.secrets)),
    ...(await parts.workstation.check()),
  ];
  const ok = !findings.some((finding) => finding.severity === 'error');
  io.document({ ok, findings: findingsJson(io, findings) });
  if (io.format !== 'json') tellFindings(io, findings);
  return ok ? 0 : 1;
}

function good(code: string, words: Message): Finding {
  return { severity: 'info', code, message: words, target: 'doctor' };
}

function timeFinding(now: Date): Finding {
  const time = now.toISOString();
  const plausible = now.getTime() > Date.parse('2026-01-01') && now.getTime() < Date.parse('2060-01-01');
  return plausible
    ? good('doctor/time', message('cli.doctor.time', { time }))
    : { severity: 'error', code: 'doctor/time', message: message('cli.doctor.badTime', { time }), target: 'doctor' };
}

function networkFinding(): Finding {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter((one) => !one.internal).map((one) => one.address),
  );
  return addresses.length > 0
    ? good('doctor/network', message('cli.doctor.network', { addresses: addresses.join(', ') }))
    : { severity: 'warning', code: 'doctor/network', message: message('cli.doctor.noNetwork'), target: 'doctor' };
}

function cipherFinding(): Finding {
  const missing = ['aes-128-cfb', 'aes-256-cfb'].filter((name) => !getCiphers().includes(name));
  return missing.length === 0
    ? good('doctor/ciphers', message('cli.doctor.ciphers'))
    : {
        severity: 'error',
        code: 'doctor/ciphers',
        message: message('cli.doctor.noCiphers', { names: missing.join(', ') }),
        target: 'doctor',
      };
}

/** Only told: no card should need it. */
function desFinding(): Finding {
  const versions: Readonly<Record<string, string | undefined>> = process.versions;
  const electron = versions['electron'];
  const runtime = electron === undefined ? `Node.js ${process.versions.node}` : `Electron ${electron}`;
  return good('doctor/des', hasDes() ? message('credentials.hasDes') : message('credentials.noDes', { runtime }));
}

/** The folder, or where it would be made: a doctor only looks. */
function nearestThere(folder: string): string {
  let place = resolve(folder);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

function folderFinding(folder: string): Finding {
  try {
    accessSync(nearestThere(folder), constants.W_OK);
    return good('doctor/folder', message('cli.doctor.folder', { folder }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { severity: 'error', code: 'doctor/folder', message: message('cli.doctor.noFolder', { folder, reason }), target: 'doctor' };
  }
}

/** What the folder makes of this installation, or why nothing of it could be read. */
function configFindings(folder: string, { changed, problems }: LoadedConfig): readonly Finding[] {
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) return [good('doctor/settings', message('cli.watch.noSettings', { folder }))];
  const broken = problems.map((problem): Finding => ({ severity: 'error', code: problem.code, message: problem.message, target: folder }));
  const settings = { ...defaultSettings(), ...changed };
  const standing =
    settings['general.role'] !== 'coordinator'
      ? 'observer'
      : settings['general.armed'] === true
        ? ('acts' as const)
        : ('notArmed' as const);
  return [...broken, good('doctor/role', message(`cli.doctor.${standing}`, { file }))];
}

async function keychainFinding(secrets: SecretStore): Promise<Finding> {
  const { available, kind } = await secrets.status();
  if (available) return good('doctor/keychain', message('cli.doctor.keychain'));
  return kind !== 'none'
    ? good('doctor/keychain', message('cli.doctor.givenSecrets'))
    : { severity: 'warning', code: 'doctor/keychain', message: message('cli.doctor.noKeychain'), target: 'doctor' };
}
