import { spawn, type ChildProcess } from 'node:child_process';

export interface Screen {
  /** Variables that lead a program to the screen. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): void;
}

/** A screen to draw on: the one that is there, else on Linux an X server without hardware on a number it chooses itself. */
export async function startScreen(): Promise<Screen> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] !== undefined) return { environment: {}, stop: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await displayOf(server);
  return {
    environment: { DISPLAY: `:${display}` },
    stop: () => {
      server.kill();
    },
  };
}

function displayOf(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3];
  return new Promise((resolve, reject) => {
    let text = '';
    pipe?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', () => {
      reject(new Error('There is no screen and no Xvfb: set DISPLAY or install xvfb to run the window tests.'));
    });
    server.once('exit', (code) => {
      reject(new Error(`Xvfb ended with ${String(code)} before it was up.`));
    });
  });
}
