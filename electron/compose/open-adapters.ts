import { readOwnMachine } from '../adapters/common/own-machine.js';
import type { SshTarget } from '../adapters/ssh/session.js';
import type {
  Adapters,
  Clock,
  Hypervisor,
  RemoteMachine,
  SecretStore,
  TrapOptions,
  TrapReceiver,
  UpsSource,
  Workstation,
} from '../core/ports.js';
import { done, failed, type Result } from '../../shared/result.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Connection, SecretPart } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';
import { openUpsSource } from './open-ups.js';
import { needed, secretsOf } from './secrets-of.js';
import { testConnection } from './test-connection.js';

export interface AdapterOptions {
  readonly secrets: SecretStore;
  readonly workstation: Workstation;
  readonly clock: Clock;
  /** The agent's socket, for connections that ask for it. */
  readonly agentSocket?: string;
}

/** The real adapters, each with the secrets of its own connection only. Protocol libraries are loaded at first use. */
export function openAdapters(options: AdapterOptions): Adapters {
  const adapters: Adapters = {
    ups: (connection) => openUps(connection, options),
    hypervisor: (connection) => openHypervisor(connection, options),
    machine: (connection) => openMachine(connection, options),
    workstation: () => options.workstation,
    traps: (traps) => openTraps(traps, options),
    discover: async (question) => (await import('./discover-ups.js')).discoverUps(question, options.clock),
    test: (connection, secrets) => testConnection(connection, openAdapters({ ...options, secrets }), secrets),
  };
  return adapters;
}

function wrongKind<T>(connection: Connection): Promise<Result<T>> {
  return Promise.resolve(failed('connection/kind', message('core.adapter.kind', { id: connection.id })));
}

function openUps(connection: Connection, options: AdapterOptions): Promise<Result<UpsSource>> {
  return connection.kind === 'ups' ? openUpsSource(connection, options.secrets, options.clock) : wrongKind(connection);
}

/** With the secrets of the UPSes that may send; one whose secrets cannot be had is heard without them. */
async function openTraps({ connections, ...traps }: TrapOptions, options: AdapterOptions): Promise<TrapReceiver> {
  const [{ openTrapReceiver }, { readCredentials }] = await Promise.all([
    import('../adapters/snmp/trap-receiver.js'),
    import('../adapters/snmp/credentials.js'),
  ]);
  const found = await Promise.all(
    connections.map(async (connection) => {
      const address = parseAddress(connection.address);
      if (!address.ok || address.value.scheme !== 'snmp') return undefined;
      const secret = secretsOf(options.secrets, connection.id);
      const keptOf = async (part: SecretPart) => {
        const kept = await secret(part);
        return kept.ok ? kept.value : undefined;
      };
      return readCredentials(address.value, keptOf, { connectionId: connection.id });
    }),
  );
  return openTrapReceiver({ ...traps, credentials: found.flatMap((one) => (one?.ok === true ? [one.value] : [])) });
}

async function openHypervisor(connection: Connection, options: AdapterOptions): Promise<Result<Hypervisor>> {
  const secrets = secretsOf(options.secrets, connection.id);
  if (connection.kind === 'vsphere') {
    const { openVsphere } = await import('../adapters/vsphere/hypervisor.js');
    const password = await needed(secrets, connection.id, 'password');
    if (!password.ok) return password;
    return openVsphere(connection, async () => {
      const found = await secrets('password');
      return found.ok ? found.value : undefined;
    });
  }
  if (connection.kind !== 'esxiSsh') return wrongKind(connection);
  const address = parseAddress(connection.address);
  if (!address.ok) return address;
  if (address.value.scheme !== 'ssh') return wrongKind(connection);
  const { host, port } = address.value;
  const [{ openEsxiShell }, { openHostShell }] = await Promise.all([
    import('../adapters/esxi-ssh/host.js'),
    import('../adapters/ssh/host-shell.js'),
  ]);
  return done(
    openEsxiShell(
      connection.id,
      connection.hostName ?? connection.title,
      openHostShell(host, port, () => sshTarget(connection, options)),
      await readOwnMachine(),
    ),
  );
}

/** Also for hosts: their direct connection is woken through it. */
async function openMachine(connection: Connection, options: AdapterOptions): Promise<Result<RemoteMachine>> {
  if (connection.kind === 'ups' || connection.kind === 'workstation') return wrongKind(connection);
  const { openSshMachine } = await import('../adapters/ssh/machine.js');
  return done(openSshMachine(connection, () => sshTarget(connection, options)));
}

async function sshTarget(connection: Connection, options: AdapterOptions): Promise<Result<SshTarget>> {
  const address = parseAddress(connection.address);
  if (!address.ok) return address;
  if (address.value.scheme !== 'ssh') return wrongKind(connection);
  const { host, port, user } = address.value;
  const secrets = secretsOf(options.secrets, connection.id);
  const password = await secrets('password');
  const passphrase = connection.keyFile === undefined ? undefined : await secrets('passphrase');
  const agent = connection.useAgent === true ? options.agentSocket : undefined;
  if (!password.ok && connection.keyFile === undefined && agent === undefined) return password;
  return done({
    host,
    port,
    user,
    ...(connection.pin === undefined ? {} : { pin: connection.pin }),
    ...(password.ok && password.value !== undefined ? { password: password.value } : {}),
    ...(connection.keyFile === undefined ? {} : { keyFile: connection.keyFile }),
    ...(passphrase?.ok === true && passphrase.value !== undefined ? { passphrase: passphrase.value } : {}),
    ...(agent === undefined ? {} : { agent }),
    ...(connection.legacyAlgorithms === true ? { legacyAlgorithms: true } : {}),
  });
}
