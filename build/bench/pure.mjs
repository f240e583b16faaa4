import { median } from './figures.mjs';

/** @typedef {import('./figures.mjs').Row} Row */

/** @param {any} load @returns {Row[]} */
export function pure(load) {
  const vms = Array.from({ length: 1000 }, (_, index) => load.aVm(`x${index}`, { host: `host-${(index % 10) + 1}` }));
  const hosts = Array.from({ length: 10 }, (_, index) => load.aHost(`host-${index + 1}`));
  const inventory = load.anOffice({ hosts, vms });
  const { officeConnections: connections, officeWords: words } = load;
  const plan = load.instantiateTemplate('haCluster', { id: 'p', title: 'P', ups: ['ups1'], connections, inventory, words });
  const { operations } = load.compile(plan, inventory, { connections });
  const times = Array.from({ length: 21 }, () => {
    const startedAt = performance.now();
    load.forecast(plan, operations, new Map(), { runtimeSeconds: 3600 });
    return performance.now() - startedAt;
  });
  const outages = 1000;
  const rates = [1, 2, 3].map((seed) => {
    const startedAt = performance.now();
    const { violations } = load.simulate({ outages, seed: seed * outages });
    if (violations.length > 0) throw new Error(`${violations.length} violated invariants`);
    return (outages * 1000) / (performance.now() - startedAt);
  });
  return [
    { what: 'forecast for 1,000 VMs', sundown: `${median(times).toFixed(1)} ms`, beside: '-', ratio: '-' },
    { what: 'simulated outages a second', sundown: median(rates).toFixed(0), beside: '-', ratio: '-' },
  ];
}
