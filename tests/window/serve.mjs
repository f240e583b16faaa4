// Looks at the window without main: node tests/window/serve.mjs [port], then open the address it prints with
// ?story=normal|onBattery|running|lostUps|firstStart|practice|unsafe &theme=light|dark|hcLight|hcDark &locale=en|de &platform=linux|darwin|win32
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('./window-server.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'warn',
});
const server = await module.serveWindow({ port: Number(process.argv[2] ?? 0) });
process.stdout.write(`${server.url}?story=normal&theme=dark&locale=en\n`);
