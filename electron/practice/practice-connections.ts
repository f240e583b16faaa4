import { secretId, type Connection } from '../../shared/settings/connection.js';
import { message, type Locale } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { loopback } from './door.js';
import { administrator, type Servers } from './servers.js';

const encodedAdministrator = encodeURIComponent(administrator);
const snmpAddress = (user: string, port: number) => `snmp://${user}@${loopback}:${port}?version=3&auth=sha256&priv=aes128`;

/** How the practice office is reached: as a person would have set it up, pins accepted. */
export function practiceConnections(servers: Servers, locale: Locale): readonly Connection[] {
  const { card, cardAccess, vcenter, hosts, nas } = servers;
  return [
    {
      id: 'ups',
      title: say(message('practice.connection.ups'), locale),
      kind: 'ups',
      address: snmpAddress(cardAccess.reader.name, card.port),
      writeAddress: snmpAddress(cardAccess.writer.name, card.port),
    },
    {
      id: 'vcenter',
      title: say(message('practice.connection.vcenter'), locale),
      kind: 'vsphere',
      address: `vsphere://${encodedAdministrator}@${loopback}:${vcenter.server.door.port}`,
      pin: vcenter.certificate.fingerprint,
    },
    ...hosts.map(({ host, api }): Connection => ({
      id: host.name,
      title: host.name,
      kind: 'vsphere',
      address: `vsphere://root@${loopback}:${api.server.door.port}`,
      pin: api.certificate.fingerprint,
      hostName: host.name,
    })),
    {
      id: 'nas01',
      title: 'nas01',
      kind: 'ssh',
      address: `ssh://root@${loopback}:${nas.server.door.port}`,
      pin: nas.hostKey.fingerprint,
      offCommand: 'poweroff',
    },
    { id: 'workstation', title: say(message('practice.connection.workstation'), locale), kind: 'workstation', address: 'workstation:' },
  ];
}

/** The same hosts by their shells, for who wants to try that way. */
export function practiceShellConnections(servers: Servers): readonly Connection[] {
  return servers.hosts.map(({ host, shell }) => ({
    id: `${host.name}-ssh`,
    title: `${host.name} (SSH)`,
    kind: 'esxiSsh',
    address: `ssh://root@${loopback}:${shell.server.door.port}`,
    pin: shell.hostKey.fingerprint,
    hostName: host.name,
  }));
}

/** By `<connection id>.<part>`. */
export function practiceSecrets({ cardAccess, vcenter, hosts, nas }: Servers): ReadonlyMap<string, string> {
  const secrets = new Map([
    [secretId('ups', 'auth'), cardAccess.reader.authKey],
    [secretId('ups', 'priv'), cardAccess.reader.privKey],
    [secretId('ups', 'community'), cardAccess.readCommunity],
    [secretId('ups', 'writeAuth'), cardAccess.writer.authKey],
    [secretId('ups', 'writePriv'), cardAccess.writer.privKey],
    [secretId('ups', 'writeCommunity'), cardAccess.writeCommunity],
    [secretId('vcenter', 'password'), vcenter.password],
    [secretId('nas01', 'password'), nas.password],
  ]);
  for (const { host, api, shell } of hosts) {
    secrets.set(secretId(host.name, 'password'), api.password);
    secrets.set(secretId(`${host.name}-ssh`, 'password'), shell.password);
  }
  return secrets;
}
