import { answered, faulted, invalidArgument, type Answer } from './answer.js';
import type { Call, Methods } from './call.js';
import { administratorPrivileges } from './privileges.js';
import { notFound } from './property-collector.js';
import { serviceContent } from './service-objects.js';
import type { SimulatedVm } from '../world/simulated-vm.js';
import { boolean, dateTime, object, reference, string, writeField } from './values.js';
import { childrenOf, childOf, escapeXml, textOf, type XmlElement } from './xml.js';

/** Sessions, views, searches, options and tasks. */
export const serviceMethods: Methods = {
  RetrieveServiceContent: ({ endpoint }) => answered(writeField('returnval', serviceContent(endpoint))),
  CurrentTime: ({ endpoint }) => answered(writeField('returnval', dateTime(endpoint.now()))),
  Login: (call) => {
    const session = call.endpoint.login(textOf(call.args, 'userName') ?? '', textOf(call.args, 'password') ?? '');
    if (session === undefined) return faulted('InvalidLogin');
    call.setCookie(session);
    const fields = {
      key: string(session.key),
      userName: string(session.userName),
      fullName: string(session.userName),
      loginTime: dateTime(session.loggedInAt),
      lastActiveTime: dateTime(session.loggedInAt),
      locale: string('en'),
      messageLocale: string('en'),
    };
    return answered(writeField('returnval', object('UserSession', fields)));
  },
  Logout: ({ endpoint, session }) => {
    if (session !== undefined) endpoint.logout(session);
    return answered();
  },
  SessionIsActive: ({ session, args }) => answered(writeField('returnval', boolean(session?.key === textOf(args, 'sessionID')))),
  CreateContainerView: (call) => {
    const container = childOf(call.args, 'container');
    if (container === undefined || call.endpoint.find(call.session)(container.type, container.text) === undefined)
      return notFound(container?.type ?? '', container?.text ?? '');
    const id = `session[${call.session?.key ?? ''}]view-${call.endpoint.nextId()}`;
    call.session?.views.set(id, {
      container: reference(container.type, container.text),
      types: childrenOf(call.args, 'type').map((type) => type.text),
      recursive: textOf(call.args, 'recursive') === 'true',
    });
    return answered(writeField('returnval', reference('ContainerView', id)));
  },
  DestroyView: ({ session, target }) => (session?.views.delete(target.text) === true ? answered() : notFound('ContainerView', target.text)),
  FindAllByIp: (call) => foundVms(call, byAddress(textOf(call.args, 'ip'))),
  FindByIp: (call) => foundVms(call, byAddress(textOf(call.args, 'ip')), true),
  FindAllByDnsName: (call) => foundVms(call, byDnsName(textOf(call.args, 'dnsName'))),
  FindByDnsName: (call) => foundVms(call, byDnsName(textOf(call.args, 'dnsName')), true),
  FindAllByUuid: (call) => foundVms(call, byUuid(call.args)),
  FindByUuid: (call) => foundVms(call, byUuid(call.args), true),
  QueryOptions: ({ endpoint, args }) => {
    const name = textOf(args, 'name') ?? '';
    const options = [...knownOptions(endpoint)].filter(
      ([key]) => name === '' || key === name || (name.endsWith('.') && key.startsWith(name)),
    );
    if (options.length === 0) return faulted('InvalidName', { name: string(name), entity: undefined }, `The name '${name}' is invalid.`);
    return answered(options.map(([key, value]) => writeOption('returnval', key, value)).join(''));
  },
  UpdateOptions: ({ endpoint, args }) => {
    for (const changed of childrenOf(args, 'changedValue')) {
      const key = textOf(changed, 'key') ?? '';
      const value = textOf(changed, 'value') ?? '';
      endpoint.options.set(key, value);
      if (/^config\.vcls\.clusters\.domain-c\d+\.enabled$/.test(key)) endpoint.world.cluster.vclsEnabled = value !== 'false';
    }
    return answered();
  },
  CancelTask: ({ endpoint, target }) => (endpoint.tasks.cancel(target.text) ? answered() : faulted('InvalidState')),
  HasPrivilegeOnEntities: ({ args }) => {
    const privileges = childrenOf(args, 'privId').map((privilege) => privilege.text);
    return answered(
      childrenOf(args, 'entity')
        .map((entity) => writePrivileges(entity, privileges))
        .join(''),
    );
  },
  FetchUserPrivilegeOnEntities: ({ args }) =>
    answered(
      childrenOf(args, 'entities')
        .map((entity) => `<returnval><entity type="${entity.type}">${escapeXml(entity.text)}</entity>${allPrivileges}</returnval>`)
        .join(''),
    ),
};

const allPrivileges = administratorPrivileges.map((privilege) => `<privileges>${privilege}</privileges>`).join('');

function writePrivileges(entity: XmlElement, privileges: readonly string[]): string {
  const each = privileges.map(
    (privilege) => `<privAvailability><privId>${escapeXml(privilege)}</privId><isGranted>true</isGranted></privAvailability>`,
  );
  return `<returnval><entity type="${entity.type}">${escapeXml(entity.text)}</entity>${each.join('')}</returnval>`;
}

function writeOption(tag: string, key: string, value: string): string {
  return `<${tag} xsi:type="OptionValue"><key>${escapeXml(key)}</key><value xsi:type="xsd:string">${escapeXml(value)}</value></${tag}>`;
}

function knownOptions({ inventory, world, options }: Call['endpoint']): ReadonlyMap<string, string> {
  if (inventory.kind === 'esxi') return options;
  const vcenter = world.vcenterVm;
  return new Map([
    ['VirtualCenter.AutoManagedIPV4', vcenter?.definition.address ?? ''],
    ['VirtualCenter.FQDN', `${vcenter?.name ?? ''}.practice.example`],
    ['VirtualCenter.InstanceName', `${vcenter?.name ?? ''}.practice.example`],
    ...options,
  ]);
}

function byAddress(address: string | undefined): (vm: SimulatedVm) => boolean {
  return (vm) => address !== undefined && vm.toolsRunning && vm.definition.address === address;
}

function byDnsName(name: string | undefined): (vm: SimulatedVm) => boolean {
  return (vm) => vm.toolsRunning && `${vm.name}.practice.example` === name;
}

function byUuid(args: XmlElement): (vm: SimulatedVm) => boolean {
  const uuid = textOf(args, 'uuid');
  return (vm) => (textOf(args, 'instanceUuid') === 'true' ? vm.uuid.instance : vm.uuid.bios) === uuid;
}

/** Only VMs are searched: the hosts of this office are found by listing them. */
function foundVms(call: Call, isWanted: (vm: SimulatedVm) => boolean, firstOnly = false): Answer {
  const vmSearch = textOf(call.args, 'vmSearch');
  if (vmSearch === undefined) return invalidArgument('vmSearch');
  if (vmSearch !== 'true') return answered();
  const { inventory, world } = call.endpoint;
  const found = world.vms.filter((vm) => !vm.removed && isWanted(vm) && inventory.vmOf(inventory.vmReference(vm).id) === vm);
  const listed = firstOnly ? found.slice(0, 1) : found;
  return answered(listed.map((vm) => writeField('returnval', inventory.vmReference(vm))).join(''));
}
