import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/places.mjs';

/** The sources under measurement, from TypeScript, in one module. @param {string} folder */
export async function loadSources(folder) {
  const { bundle, nodeBundle, ensureBuilt } = await import('../compile.mjs');
  await ensureBuilt();
  const entry = join(folder, 'entry.ts');
  const from = (/** @type {string} */ names, /** @type {string} */ file) => `export { ${names} } from ${JSON.stringify(join(root, file))};`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    entry,
    [
      from('openSnmpUps', 'electron/adapters/snmp/open-snmp-ups.ts'),
      from('openVsphere', 'electron/adapters/vsphere/hypervisor.ts'),
      from('openTrapReceiver', 'electron/adapters/snmp/trap-receiver.ts'),
      from('createMonitor', 'electron/core/monitor.ts'),
      from('systemClock', 'electron/compose/system-clock.ts'),
      from('policyConfig', 'shared/policy/policy-config.ts'),
      from('defaultSettings', 'shared/settings/read.ts'),
      from('parseAddress', 'shared/settings/address.ts'),
      from('forecast', 'shared/forecast/predict.ts'),
      from('compile', 'shared/plan/compile.ts'),
      from('instantiateTemplate', 'shared/plan/templates.ts'),
      from('simulate', 'shared/simulate/simulate.ts'),
      from('anOffice, aVm, aHost, officeConnections, officeWords', 'shared/testing/office.ts'),
    ].join('\n'),
  );
  await bundle(nodeBundle(entry, join(folder, 'bundle'), 'bench.mjs'));
  const sources = await import(pathToFileURL(join(folder, 'bundle/bench.mjs')).href);
  // The peers find their files beside themselves, so they are not bundled.
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    appType: 'custom',
  });
  const peers = await Promise.all(
    ['snmpd/snmpd', 'nut/upsd', 'vcsim/vcsim', 'desktop/desktop', 'desktop/bus'].map((name) =>
      vite.ssrLoadModule(join(root, `tests/peers/${name}.ts`)),
    ),
  );
  const { findElectron } = await import('../electron/find.mjs');
  return { load: Object.assign({}, sources, ...peers, { findElectron }), close: () => vite.close() };
}
