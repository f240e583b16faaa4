import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runHeadless } from '../../headless.js';
import type { SecretStore } from '../../core/ports.js';
import { message } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { lineJson, lineWords } from '../lines.js';

/**
 * `watch --config DIR`: the coordinator or observer without a window. What a crash left goes on; SIGTERM leaves the rest to the next start and says
 * what that is. A folder without settings is more likely a slip of the pen than an office: 2.
 */
export async function watch(
  io: Io,
  call: { readonly folder: string; readonly secrets: SecretStore; readonly version: string },
): Promise<ExitCode> {
  if (!existsSync(join(call.folder, 'settings.json'))) {
    io.tell(message('cli.watch.noSettings', { folder: call.folder }));
    return 2;
  }
  const halfDone = await runHeadless(
    {
      folder: call.folder,
      version: call.version,
      locale: () => io.locale,
      environment: io.environment,
      secrets: call.secrets,
      onLine: (line) => {
        io.line(lineJson(io, line));
        if (io.format === 'words') io.text(lineWords(io, line));
      },
    },
    ({ office }) => {
      io.tell(message('cli.watch.started', { role: say(message(`cli.role.${office.authority.role}`), io.locale), folder: call.folder }));
      if (!office.connections.list().some((one) => one.kind === 'ups')) io.tell(message('cli.watch.noUps'));
    },
    io.signal,
  );
  for (const what of halfDone) io.tell(what);
  io.tell(message('cli.watch.stopped'));
  return 0;
}
