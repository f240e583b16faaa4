import type { Adapters, ConnectionTest, SecretStore } from '../core/ports.js';
import { secretFlaws } from '../core/secret-flaws.js';
import type { Failure } from '../../shared/result.js';
import type { Finding } from '../../shared/run/run.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Connection } from '../../shared/settings/connection.js';
import { credentialFindings } from '../../shared/settings/credential-findings.js';

/** What the wizard shows: whether it answers, what it presented to be pinned, what was found. Reads only, stores nothing. */
export function testConnection(connection: Connection, adapters: Adapters, secrets: SecretStore): Promise<ConnectionTest> {
  switch (connection.kind) {
    case 'ups':
      return testUps(connection, adapters, secrets);
    case 'vsphere':
      return testVsphere(connection, adapters);
    case 'esxiSsh':
    case 'ssh':
      return testSsh(connection, adapters);
    case 'workstation':
      return adapters
        .workstation()
        .check()
        .then((findings) => ({ reachable: true, findings }));
  }
}

function found(connection: Connection, failure: Failure, severity: Finding['severity'] = 'error'): Finding {
  return { severity, code: failure.code, message: failure.message, target: connection.id };
}

async function testUps(connection: Connection, adapters: Adapters, secrets: SecretStore): Promise<ConnectionTest> {
  const weak = credentialFindings(connection, await secretFlaws(connection, secrets));
  const source = await adapters.ups(connection);
  if (!source.ok) return { reachable: false, findings: [found(connection, source.failure), ...weak] };
  try {
    const reading = await source.value.read();
    if (!reading.ok) return { reachable: false, ...nutPin(reading.failure), findings: [found(connection, reading.failure), ...weak] };
    const capabilities = await source.value.capabilities();
    return {
      reachable: true,
      findings: [...(capabilities.ok ? [] : [found(connection, capabilities.failure, 'warning')]), ...weak],
      reading: reading.value,
    };
  } finally {
    source.value.close();
  }
}

/** The certificate that a NUT server showed and nobody vouches for; it is refused before anything is sent. */
function nutPin({ code, message }: Failure): Pick<ConnectionTest, 'presentedPin'> {
  const fingerprint = message.params?.['fingerprint'];
  return code === 'ups/certificate' && fingerprint !== undefined ? { presentedPin: String(fingerprint) } : {};
}

async function testVsphere(connection: Connection, adapters: Adapters): Promise<ConnectionTest> {
  const pin = await certificatePin(connection);
  const hypervisor = await adapters.hypervisor(connection);
  if (!hypervisor.ok) return { reachable: pin !== undefined, ...pin, findings: [found(connection, hypervisor.failure)] };
  try {
    const inventory = await hypervisor.value.inventory();
    if (!inventory.ok) return { reachable: pin !== undefined, ...pin, findings: [found(connection, inventory.failure)] };
    return { reachable: true, ...pin, findings: await hypervisor.value.check(), inventory: inventory.value };
  } finally {
    await hypervisor.value.close();
  }
}

async function certificatePin(connection: Connection): Promise<Pick<ConnectionTest, 'presentedPin' | 'pinDetail'> | undefined> {
  const address = parseAddress(connection.address);
  if (!address.ok || address.value.scheme !== 'vsphere') return undefined;
  const { presentedCertificate } = await import('../adapters/vsphere/tls-gate.js');
  const certificate = await presentedCertificate(address.value.host, address.value.port, connection.legacyAlgorithms === true);
  if (!certificate.ok) return undefined;
  const { fingerprint, subject, validTo } = certificate.value;
  return { presentedPin: fingerprint, pinDetail: `${subject}, ${validTo}` };
}

async function testSsh(connection: Connection, adapters: Adapters): Promise<ConnectionTest> {
  const address = parseAddress(connection.address);
  if (!address.ok || address.value.scheme !== 'ssh') {
    return { reachable: false, findings: address.ok ? [] : [found(connection, address.failure)] };
  }
  const { presentedHostKey } = await import('../adapters/ssh/session.js');
  const key = await presentedHostKey({ ...address.value, legacyAlgorithms: connection.legacyAlgorithms === true });
  if (!key.ok) return { reachable: false, findings: [found(connection, key.failure)] };
  const pin = { presentedPin: key.value.fingerprint, pinDetail: key.value.type };
  if (connection.kind === 'ssh') {
    const machine = await adapters.machine(connection);
    return { reachable: true, ...pin, findings: machine.ok ? await machine.value.check() : [found(connection, machine.failure)] };
  }
  const host = await adapters.hypervisor(connection);
  if (!host.ok) return { reachable: true, ...pin, findings: [found(connection, host.failure)] };
  try {
    const inventory = await host.value.inventory();
    return { reachable: true, ...pin, findings: await host.value.check(), ...(inventory.ok ? { inventory: inventory.value } : {}) };
  } finally {
    await host.value.close();
  }
}
