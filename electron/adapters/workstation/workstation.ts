import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Workstation } from '../../core/ports.js';
import type { Finding } from '../../../shared/run/run.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';

export interface SystemCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Ways to shut this machine down, best first. Each is the system's own command and needs no rights that the desktop's user lacks. */
export function shutdownCommands(platform: NodeJS.Platform): readonly SystemCommand[] {
  switch (platform) {
    case 'win32':
      return [{ program: 'shutdown.exe', args: ['/s', '/f', '/t', '5', '/d', 'u:6:12', '/c', 'Sundown: the UPS battery is running out'] }];
    case 'darwin':
      return [
        { program: '/usr/bin/osascript', args: ['-e', 'tell application "System Events" to shut down'] },
        { program: '/sbin/shutdown', args: ['-h', 'now'] },
      ];
    default:
      return [
        { program: 'systemctl', args: ['poweroff', '--no-wall'] },
        { program: 'loginctl', args: ['poweroff'] },
        { program: '/sbin/shutdown', args: ['-h', 'now'] },
      ];
  }
}

export type Execute = (command: SystemCommand) => Promise<{ readonly code: number; readonly output: string }>;

export interface WorkstationOptions {
  readonly platform: NodeJS.Platform;
  readonly execute?: Execute;
  readonly exists?: (program: string) => boolean;
  /** The administrator needs nobody's leave. */
  readonly isRoot?: boolean;
}

/** This machine. Failures: `workstation/refused` with what each command answered. */
export function openWorkstation(options: WorkstationOptions): Workstation {
  const execute = options.execute ?? executeFile;
  const exists = options.exists ?? isProgram;
  const isRoot = options.isRoot ?? process.getuid?.() === 0;
  return {
    shutdown: async (): Promise<Result<void>> => {
      const answers: string[] = [];
      for (const command of shutdownCommands(options.platform)) {
        if (!exists(command.program)) continue;
        const { code, output } = await execute(command);
        if (code === 0) return done(undefined);
        answers.push(`${command.program}: ${output.trim().slice(0, 120) || `exit code ${String(code)}`}`);
      }
      return failed('workstation/refused', message('core.workstation.refused', { answers: answers.join('; ') || '-' }));
    },
    check: async (): Promise<readonly Finding[]> => {
      const usable = shutdownCommands(options.platform).filter((command) => exists(command.program));
      if (usable.length > 0) return options.platform === 'linux' && !isRoot && exists('busctl') ? leaveFindings(execute) : [];
      const wanted = shutdownCommands(options.platform)
        .map((command) => command.program)
        .join(', ');
      return [
        {
          severity: 'error',
          code: 'workstation/noCommand',
          message: message('core.workstation.noCommand', { wanted }),
          target: 'workstation',
        },
      ];
    },
  };
}

const login1 = ['org.freedesktop.login1', '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'CanPowerOff'];

/** Whether logind would let this user do it without asking for a password; a service has no session of its own. Nothing is said where logind is not there. */
async function leaveFindings(execute: Execute): Promise<readonly Finding[]> {
  const { code, output } = await execute({ program: 'busctl', args: ['--system', 'call', ...login1] });
  const answer = code === 0 ? /^s "(\w+)"/.exec(output.trim())?.[1] : undefined;
  if (answer !== 'challenge' && answer !== 'no') return [];
  const words = message('core.workstation.noLeave', { user: userInfo().username });
  return [{ severity: 'warning', code: 'workstation/noLeave', message: words, target: 'workstation' }];
}

function executeFile(command: SystemCommand): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(command.program, [...command.args], { timeout: 20_000, windowsHide: true }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: `${stderr}${stdout}` || (error?.message ?? '') });
    });
  });
}

function isProgram(program: string): boolean {
  const candidates = /[\\/]/.test(program)
    ? [program]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  return candidates.some((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
