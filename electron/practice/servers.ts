import { randomBytes } from 'node:crypto';
import { openSnmpCard, type CardUser, type SnmpCard } from './snmp/snmp-card.js';
import { Endpoint } from './soap/endpoint.js';
import { HostInventory } from './soap/host-inventory.js';
import { hostIds, vcenterIds } from './soap/service-objects.js';
import { openSoapServer, type SoapServer } from './soap/soap-server.js';
import { VcenterInventory } from './soap/vcenter-inventory.js';
import { esxiShell } from './ssh/esxi-shell.js';
import { nasShell } from './ssh/nas-shell.js';
import { newHostKey, openSshServer, type HostKey, type SshServer } from './ssh/ssh-server.js';
import { selfSignedCertificate, type Certificate } from './tls/certificate.js';
import type { SimulatedHost } from './world/simulated-host.js';
import type { World } from './world/world.js';

export const administrator = 'administrator@practice.example';

/** One API on its own port: open while what it belongs to is up. */
export interface ApiServer {
  readonly endpoint: Endpoint;
  readonly certificate: Certificate;
  readonly password: string;
  readonly server: SoapServer;
  readonly isUp: () => boolean;
}

export interface ShellServer {
  readonly hostKey: HostKey;
  readonly password: string;
  readonly server: SshServer;
  readonly isUp: () => boolean;
}

export interface HostServers {
  readonly host: SimulatedHost;
  readonly api: ApiServer;
  readonly shell: ShellServer;
}

export interface CardAccess {
  readonly reader: CardUser;
  readonly writer: CardUser;
  readonly readCommunity: string;
  readonly writeCommunity: string;
}

/** Everything that listens. All of it on loopback: Door and LoopbackUdp know no other address. */
export interface Servers {
  readonly card: SnmpCard;
  readonly cardAccess: CardAccess;
  readonly vcenter: ApiServer;
  readonly hosts: readonly HostServers[];
  readonly nas: ShellServer;
  expireSessions(): void;
  close(): Promise<void>;
}

export async function openServers(world: World, startedAt: Date, catchUp: () => void): Promise<Servers> {
  const cardAccess = newCardAccess();
  const vcenter = openVcenter(world, startedAt, catchUp);
  const hosts = world.hosts.map((host) => openHost(world, host, startedAt, catchUp));
  const nas = openShell(nasShell(world.nas), ['password', 'keyboard-interactive'], () => world.nas.servicesUp, catchUp);
  const card = await openSnmpCard(world, {
    users: [cardAccess.reader, cardAccess.writer],
    communities: [
      { name: cardAccess.readCommunity, mayWrite: false },
      { name: cardAccess.writeCommunity, mayWrite: true },
    ],
  });
  const doors = [vcenter, nas, ...hosts.flatMap(({ api, shell }) => [api, shell])];
  await Promise.all(doors.map(({ server }) => server.door.setOpen(true)));
  const apis = [vcenter, ...hosts.map(({ api }) => api)];
  const stopFollowing = follow(world, doors, apis);
  const close = async () => {
    stopFollowing();
    await Promise.all([card.close(), ...doors.map(({ server }) => server.close())]);
  };
  const expireSessions = () => {
    for (const { endpoint } of apis) endpoint.expireSessions();
  };
  return { card, cardAccess, vcenter, hosts, nas, expireSessions, close };
}

/** Opens and closes ports with the machines behind them, and tells the long polls that something has changed. */
function follow(world: World, doors: readonly (ApiServer | ShellServer)[], apis: readonly ApiServer[]): () => void {
  const wasUp = new Map(apis.map((api) => [api, true]));
  return world.onChange(() => {
    for (const { server, isUp } of doors) void server.door.setOpen(isUp());
    for (const api of apis) {
      const { inventory } = api.endpoint;
      if (inventory instanceof VcenterInventory) inventory.notice();
      if (wasUp.get(api) === true && !api.isUp()) api.endpoint.restart();
      wasUp.set(api, api.isUp());
      api.endpoint.changed();
    }
  });
}

function openVcenter(world: World, startedAt: Date, catchUp: () => void): ApiServer {
  const account = { user: administrator, password: newPassword() };
  const endpoint = new Endpoint(world, new VcenterInventory(world, startedAt), vcenterIds, account);
  return openApi(endpoint, 'vcsa.practice.example', () => world.vcenterUp, catchUp);
}

function openHost(world: World, host: SimulatedHost, startedAt: Date, catchUp: () => void): HostServers {
  const account = { user: 'root', password: newPassword() };
  const endpoint = new Endpoint(world, new HostInventory(world, host, startedAt), hostIds, account);
  const isUp = () => host.servicesUp;
  const api = openApi(endpoint, `${host.name}.practice.example`, isUp, catchUp);
  return { host, api, shell: openShell(esxiShell(host), ['keyboard-interactive'], isUp, catchUp, account.password) };
}

function openApi(endpoint: Endpoint, name: string, isUp: () => boolean, catchUp: () => void): ApiServer {
  const certificate = selfSignedCertificate(name, new Date());
  return { endpoint, certificate, password: endpoint.account.password, isUp, server: openSoapServer(endpoint, certificate, catchUp) };
}

function openShell(
  shell: ReturnType<typeof nasShell>,
  methods: Parameters<typeof openSshServer>[0]['methods'],
  isUp: () => boolean,
  catchUp: () => void,
  password = newPassword(),
): ShellServer {
  const hostKey = newHostKey();
  return { hostKey, password, isUp, server: openSshServer({ hostKey, user: 'root', password, methods, shell, catchUp }) };
}

/** Two users with other rights and other keys, as a careful office has them. */
function newCardAccess(): CardAccess {
  const keys = () => ({ auth: 'sha256', priv: 'aes128', authKey: newPassword(), privKey: newPassword() }) as const;
  return {
    reader: { ...keys(), name: 'reader', mayWrite: false },
    writer: { ...keys(), name: 'writer', mayWrite: true },
    readCommunity: newPassword(),
    writeCommunity: newPassword(),
  };
}

/** New at every start: nobody can come to rely on a secret of the practice office. */
function newPassword(): string {
  return randomBytes(15).toString('base64url');
}
