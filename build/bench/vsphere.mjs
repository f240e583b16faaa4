import { ratio } from './figures.mjs';

/** @typedef {import('./figures.mjs').Row} Row */

/** Shuts all guests of an office down and counts what was sent. @param {any} load @param {number} vms @returns {Promise<number>} */
async function callsPerVm(load, vms) {
  const office = await load.startVcsim({ hosts: 2, vms, agents: 0, guestSeconds: 1 });
  const connection = { id: 'vc', title: 'vc', kind: 'vsphere', pin: office.fingerprint };
  const address = `vsphere://${encodeURIComponent(office.user)}@127.0.0.1:${office.port}`;
  const opened = await load.openVsphere({ ...connection, address }, async () => office.password, { own: { macs: [], addresses: [] } });
  if (!opened.ok) throw new Error(opened.failure.code);
  const hypervisor = opened.value;
  const sent = () => [...hypervisor.requests.values()].reduce((sum, one) => sum + one, 0);
  try {
    const inventory = await hypervisor.inventory();
    if (!inventory.ok) throw new Error(inventory.failure.code);
    const targets = inventory.value.vms.filter((/** @type {{ name: string }} */ vm) => vm.name.startsWith('app'));
    if (targets.length !== vms) throw new Error(`${targets.length} VMs instead of ${vms}`);
    const before = sent();
    const results = await Promise.all(
      targets.map(async (/** @type {object} */ vm) => {
        const power = await hypervisor.vmPower(vm);
        if (power.value !== 'on') throw new Error('a VM is not on');
        const told = await hypervisor.shutdownGuest(vm);
        if (!told.ok) throw new Error(told.failure.code);
        return hypervisor.waitForVm(vm, 'off', AbortSignal.timeout(120_000));
      }),
    );
    if (!results.every((one) => one.ok && one.value)) throw new Error('not every VM went off');
    return (sent() - before) / vms;
  } finally {
    await hypervisor.close();
    await office.stop();
  }
}

/** @param {any} load @returns {Promise<Row[]>} */
export async function vsphere(load) {
  const [few, many] = [await callsPerVm(load, 20), await callsPerVm(load, 100)];
  return [
    {
      what: 'vSphere calls a VM shut down, 100 VMs',
      sundown: many.toFixed(2),
      beside: `20 VMs: ${few.toFixed(2)}`,
      ratio: ratio(many, few),
    },
  ];
}
