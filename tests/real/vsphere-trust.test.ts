import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../electron/practice/tls/certificate.js';
import { answer, startScriptedSoap, type ScriptedSoap } from '../peers/scripted-soap/scripted-soap.js';

const run = promisify(execFile);
const adapter = resolve(import.meta.dirname, '../../electron/adapters/vsphere/hypervisor.ts');
let folder: string;
let server: ScriptedSoap;

/** Authorities are fixed when Node starts: a process of its own is told to trust this server's certificate, or is not. */
async function openIn(host: string, trusting: boolean): Promise<{ readonly ok: boolean; readonly failure?: { readonly code: string } }> {
  const env = { ...process.env, ...(trusting ? { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } : {}) };
  const { stdout } = await run(process.execPath, [join(folder, 'open.mjs'), `vsphere://root@${host}:${String(server.port)}`], { env });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof openIn>>;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-trust-'));
  const certificate = selfSignedCertificate('vcenter.example.net', new Date());
  writeFileSync(join(folder, 'authority.pem'), certificate.certificatePem);
  const content =
    '<returnval><rootFolder type="Folder">f</rootFolder><propertyCollector type="PropertyCollector">p</propertyCollector>' +
    '<viewManager type="ViewManager">v</viewManager><about><version>8.0.3</version><apiType>VirtualCenter</apiType></about>' +
    '<sessionManager type="SessionManager">s</sessionManager></returnval>';
  server = await startScriptedSoap((heard) => answer(heard.method, content), {
    key: certificate.keyPem,
    cert: certificate.certificatePem,
  });
  writeFileSync(
    join(folder, 'open.mjs'),
    `import { openVsphere } from './adapter.mjs';
const connection = { id: 'x', title: 'x', kind: 'vsphere', address: process.argv[2] };
const opened = await openVsphere(connection, async () => 'secret');
if (opened.ok) await opened.value.close();
console.log(JSON.stringify(opened.ok ? { ok: true } : opened));
`,
  );
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: adapter, outDir: folder, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: 'adapter.mjs' } } },
  });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a certificate without a pin', () => {
  it('passes when its authority is trusted and it is for this address', async () => {
    expect(await openIn('127.0.0.1', true)).toEqual({ ok: true });
    expect(server.heard.map((one) => one.method)).toEqual(['RetrieveServiceContent']);
  });

  it('is refused when it is for another name, or nobody here trusts its authority; nothing is sent', async () => {
    const before = server.heard.length;
    expect(await openIn('localhost', true)).toMatchObject({ ok: false, failure: { code: 'vsphere/certificateUnknown' } });
    expect(await openIn('127.0.0.1', false)).toMatchObject({ ok: false, failure: { code: 'vsphere/certificateUnknown' } });
    expect(server.heard).toHaveLength(before);
  });
});
