import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SoapCaller } from '../../../tests/peers/practice/soap-caller.js';
import { selfSignedCertificate } from '../tls/certificate.js';
import { World } from '../world/world.js';
import { Endpoint } from './endpoint.js';
import { HostInventory } from './host-inventory.js';
import { hostIds, vcenterIds } from './service-objects.js';
import { openSoapServer, type SoapServer } from './soap-server.js';
import { VcenterInventory } from './vcenter-inventory.js';

const account = { user: 'administrator@practice.example', password: `pass <&> "word" 'x'` };
const login = '<userName>administrator@practice.example</userName><password>pass &lt;&amp;&gt; &quot;word&quot; &#39;x&#39;</password>';
const serviceInstance = ['ServiceInstance', 'ServiceInstance'] as const;
const collector = ['PropertyCollector', 'propertyCollector'] as const;

let world: World;
let vcenter: Endpoint;
let host: Endpoint;
const servers: SoapServer[] = [];
let caller: SoapCaller;
let hostCaller: SoapCaller;

async function open(endpoint: Endpoint): Promise<SoapCaller> {
  const certificate = selfSignedCertificate('practice', new Date());
  const server = openSoapServer(endpoint, certificate, () => {});
  servers.push(server);
  await server.door.setOpen(true);
  return new SoapCaller(server.door.port, certificate.fingerprint);
}

beforeEach(async () => {
  world = new World({ seed: 1, vcls: true });
  const inventory = new VcenterInventory(world, new Date());
  vcenter = new Endpoint(world, inventory, vcenterIds, account);
  host = new Endpoint(world, new HostInventory(world, world.hosts[0]!, new Date()), hostIds, account);
  world.onChange(() => {
    inventory.notice();
    vcenter.changed();
    host.changed();
  });
  caller = await open(vcenter);
  hostCaller = await open(host);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const vm = (name: string) => world.vms.find((candidate) => candidate.name === name)!;
const vmId = (name: string) => vcenter.inventory.vmReference(vm(name)).id;
const returned = (body: string) => /<returnval[^>]*>([^<]*)<\/returnval>/.exec(body)?.[1] ?? '';
const loggedIn = () => caller.call('Login', ['SessionManager', 'SessionManager'], login);

async function viewOf(type: string): Promise<string> {
  const args = `<container type="Folder">group-d1</container><type>${type}</type><recursive>true</recursive>`;
  return returned((await caller.call('CreateContainerView', ['ViewManager', 'ViewManager'], args)).body);
}
function specOf(view: string, type: string, ...paths: string[]): string {
  const pathSets = paths.map((path) => `<pathSet>${path}</pathSet>`).join('');
  return (
    `<propSet><type>${type}</type>${pathSets}</propSet><objectSet><obj type="ContainerView">${view}</obj><skip>true</skip>` +
    '<selectSet xsi:type="TraversalSpec"><name>v</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>'
  );
}
const retrieve = (spec: string, maxObjects = 500) =>
  caller.call('RetrievePropertiesEx', collector, `<specSet>${spec}</specSet><options><maxObjects>${maxObjects}</maxObjects></options>`);
const read = (type: string, id: string, path: string) =>
  retrieve(`<propSet><type>${type}</type><pathSet>${path}</pathSet></propSet><objectSet><obj type="${type}">${id}</obj></objectSet>`);

describe('the API of the practice vCenter', () => {
  it('says what it is before anyone logs in', async () => {
    const { status, body } = await caller.call('RetrieveServiceContent', serviceInstance);
    expect(status).toBe(200);
    expect(body).toContain('<apiType>VirtualCenter</apiType>');
    expect(body).toContain('<rootFolder type="Folder">group-d1</rootFolder>');
    expect((await hostCaller.call('RetrieveServiceContent', serviceInstance)).body).toContain('<apiType>HostAgent</apiType>');
  });

  it('lets in only who knows the password, with every character of it', async () => {
    const wrong = await caller.call('Login', ['SessionManager', 'SessionManager'], login.replace('pass', 'Pass'));
    expect(wrong).toMatchObject({ status: 500, fault: 'InvalidLogin' });
    expect((await loggedIn()).status).toBe(200);
  });

  it('faults methods, and answers 200 with nothing but missing properties, to who is not logged in (meho #3773)', async () => {
    expect(await caller.call('CurrentTime', serviceInstance)).toMatchObject({ status: 500, fault: 'NotAuthenticated' });
    const reply = await read('VirtualMachine', vmId('sql01'), 'runtime.powerState');
    expect(reply.status).toBe(200);
    expect(reply.body).toContain('<missingSet><path>runtime.powerState</path><fault><fault xsi:type="NotAuthenticated">');
    expect(reply.body).not.toContain('poweredOn');
    await loggedIn();
    vcenter.expireSessions();
    expect(await caller.call('CurrentTime', serviceInstance)).toMatchObject({ status: 500, fault: 'NotAuthenticated' });
  });

  it('reads every property that Sundown needs, with types as on the wire', async () => {
    await loggedIn();
    const vmPaths =
      'name runtime.powerState runtime.connectionState runtime.host runtime.question runtime.faultToleranceState guest.toolsRunningStatus ' +
      'guest.guestOperationsReady guest.ipAddress guest.net guest.hostName config.template config.ftInfo config.managedBy config.instanceUuid ' +
      'config.uuid config.files.vmPathName parentVApp resourcePool disabledMethod parent';
    const vms = await retrieve(specOf(await viewOf('VirtualMachine'), 'VirtualMachine', ...vmPaths.split(' ')));
    expect(vms.status).toBe(200);
    expect(vms.body.match(/<objects>/g)).toHaveLength(12);
    expect(vms.body).toContain('<name>runtime.powerState</name><val xsi:type="VirtualMachinePowerState">poweredOn</val>');
    expect(vms.body).toContain('<name>runtime.host</name><val type="HostSystem" xsi:type="ManagedObjectReference">host-10</val>');
    expect(vms.body).toContain('<val xsi:type="ArrayOfGuestNicInfo"><GuestNicInfo>');
    expect(vms.body).toContain('<extensionKey>com.vmware.vim.eam</extensionKey>');
    expect(vms.body).not.toContain('config.ftInfo');
    const hostPaths =
      'name parent runtime.connectionState runtime.powerState runtime.inMaintenanceMode runtime.inQuarantineMode runtime.bootTime config.lockdownMode ' +
      'capability.shutdownSupported summary.managementServerIp summary.config.product.version configManager.autoStartManager ' +
      'config.vsanHostConfig.enabled vm';
    const hosts = await retrieve(specOf(await viewOf('HostSystem'), 'HostSystem', ...hostPaths.split(' ')));
    expect(hosts.body.match(/<objects>/g)).toHaveLength(2);
    expect(hosts.body.match(/<propSet>/g)).toHaveLength(2 * hostPaths.split(' ').length);
    const clusters = await retrieve(
      specOf(await viewOf('ClusterComputeResource'), 'ClusterComputeResource', 'name', 'host', 'configurationEx'),
    );
    expect(clusters.body).toContain('<val xsi:type="ClusterConfigInfoEx"><dasConfig><enabled>true</enabled>');
    expect(clusters.body).toContain('<hostMonitoring>enabled</hostMonitoring>');
    expect(clusters.body).toContain('<defaultVmBehavior>fullyAutomated</defaultVmBehavior>');
  });

  it('refuses a property that does not exist, and an object that does not', async () => {
    await loggedIn();
    expect(await read('VirtualMachine', vmId('sql01'), 'runtime.powerstate')).toMatchObject({ status: 500, fault: 'InvalidProperty' });
    expect(await read('VirtualMachine', 'vm-999', 'name')).toMatchObject({ status: 500, fault: 'ManagedObjectNotFound' });
    expect(await read('ComputeResource', 'domain-c8', 'name')).toMatchObject({ status: 500, fault: 'ManagedObjectNotFound' });
    expect(await caller.call('MakeCoffee', serviceInstance)).toMatchObject({ status: 500, fault: 'MethodNotFound' });
  });

  it('gives long results page by page', async () => {
    await loggedIn();
    const first = await retrieve(specOf(await viewOf('VirtualMachine'), 'VirtualMachine', 'name'), 5);
    const names = (body: string) => [...body.matchAll(/<name>name<\/name><val xsi:type="xsd:string">([^<]+)</g)].map((found) => found[1]);
    const all = names(first.body);
    let token = /<token>([^<]+)</.exec(first.body)?.[1];
    while (token !== undefined) {
      const next = await caller.call('ContinueRetrievePropertiesEx', collector, `<token>${token}</token>`);
      all.push(...names(next.body));
      token = /<token>([^<]+)</.exec(next.body)?.[1];
    }
    expect([...all].sort()).toEqual(world.vms.map((one) => one.name).sort());
  });

  it('finds vCenter by its address', async () => {
    await loggedIn();
    const option = await caller.call('QueryOptions', ['OptionManager', 'VpxSettings'], '<name>VirtualCenter.AutoManagedIPV4</name>');
    const address = /<value xsi:type="xsd:string">([^<]+)</.exec(option.body)?.[1] ?? '';
    const found = await caller.call('FindAllByIp', ['SearchIndex', 'SearchIndex'], `<ip>${address}</ip><vmSearch>true</vmSearch>`);
    expect(returned(found.body)).toBe(vmId('vcsa'));
    expect(await caller.call('QueryOptions', ['OptionManager', 'VpxSettings'], '<name>No.Such</name>')).toMatchObject({
      fault: 'InvalidName',
    });
  });
});

describe('shutting down and starting through the API', () => {
  const taskState = async (body: string) => (await read('Task', returned(body), 'info')).body;

  it('shuts a guest down, and says why not when it cannot', async () => {
    await loggedIn();
    expect((await caller.call('ShutdownGuest', ['VirtualMachine', vmId('sql01')])).status).toBe(200);
    expect(await caller.call('ShutdownGuest', ['VirtualMachine', vmId('sql01')])).toMatchObject({ status: 500, fault: 'TaskInProgress' });
    expect(await caller.call('ShutdownGuest', ['VirtualMachine', vmId('nvr01')])).toMatchObject({ status: 500, fault: 'ToolsUnavailable' });
    world.advanceTo(100);
    const again = await caller.call('ShutdownGuest', ['VirtualMachine', vmId('sql01')]);
    expect(again).toMatchObject({ status: 500, fault: 'InvalidPowerState' });
    expect(again.body).toContain('<existingState>poweredOff</existingState>');
  });

  it('tells the end of a task, and its error, in the task', async () => {
    await loggedIn();
    const off = await caller.call('PowerOffVM_Task', ['VirtualMachine', vmId('nvr01')]);
    expect(await taskState(off.body)).toContain('<state>running</state>');
    world.advanceTo(5);
    expect(await taskState(off.body)).toContain('<state>success</state>');
    const again = await caller.call('PowerOffVM_Task', ['VirtualMachine', vmId('nvr01')]);
    expect(again.status).toBe(200);
    expect(await taskState(again.body)).toContain('<error><fault xsi:type="InvalidPowerState">');
    expect(await caller.call('PowerOffVM_Task', ['VirtualMachine', vmId('template-debian')])).toMatchObject({ fault: 'NotSupported' });
  });

  it('shuts down a host only by force or in maintenance mode', async () => {
    await loggedIn();
    expect(await caller.call('ShutdownHost_Task', ['HostSystem', 'host-12'], '<force>false</force>')).toMatchObject({
      fault: 'InvalidState',
    });
    world.cluster.drs.behavior = 'manual';
    const args = '<timeout>0</timeout><maintenanceSpec><vsanMode><objectAction>noAction</objectAction></vsanMode></maintenanceSpec>';
    const maintenance = await caller.call('EnterMaintenanceMode_Task', ['HostSystem', 'host-12'], args);
    world.advanceTo(30);
    expect(await taskState(maintenance.body)).toContain('<state>running</state>');
    for (const running of world.hosts[1]!.runningVms()) running.powerOff(() => {});
    world.advanceTo(40);
    expect(await taskState(maintenance.body)).toContain('<state>success</state>');
    const shutdown = await caller.call('ShutdownHost_Task', ['HostSystem', 'host-12'], '<force>false</force>');
    expect(shutdown.status).toBe(200);
    world.advanceTo(100);
    expect((await read('HostSystem', 'host-12', 'runtime.connectionState')).body).toContain('notResponding');
    expect(await taskState(shutdown.body)).toContain('<state>success</state>');
  });

  it('never gives the last known state of a lost host as a fact: its VMs are disconnected', async () => {
    await loggedIn();
    world.cluster.ha.enabled = false;
    world.hosts[1]!.shutDown();
    world.advanceTo(60);
    expect(vm('mail01').isOn).toBe(false);
    expect((await read('VirtualMachine', vmId('mail01'), 'runtime.connectionState')).body).toContain('disconnected');
    expect((await read('VirtualMachine', vmId('mail01'), 'runtime.powerState')).body).toContain('poweredOn');
  });

  it('stores what a cluster is told and leaves the rest of its settings', async () => {
    await loggedIn();
    const spec =
      '<spec xsi:type="ClusterConfigSpecEx"><dasConfig><hostMonitoring>disabled</hostMonitoring></dasConfig>' +
      '<drsConfig><defaultVmBehavior>manual</defaultVmBehavior></drsConfig></spec><modify>true</modify>';
    const task = await caller.call('ReconfigureComputeResource_Task', ['ClusterComputeResource', 'domain-c8'], spec);
    world.advanceTo(5);
    expect(await taskState(task.body)).toContain('<state>success</state>');
    expect(world.cluster.ha).toEqual({ enabled: true, hostMonitoring: false, admissionControl: true });
    expect(world.cluster.drs).toEqual({ enabled: true, behavior: 'manual' });
  });

  it('puts the cluster in retreat mode by its advanced setting', async () => {
    await loggedIn();
    const option =
      '<changedValue xsi:type="OptionValue"><key>config.vcls.clusters.domain-c8.enabled</key><value xsi:type="xsd:string">false</value></changedValue>';
    expect((await caller.call('UpdateOptions', ['OptionManager', 'VpxSettings'], option)).status).toBe(200);
    world.advanceTo(120);
    expect((await retrieve(specOf(await viewOf('VirtualMachine'), 'VirtualMachine', 'name'))).body).not.toContain('vCLS');
  });

  it('knows the same VM by the same instanceUuid through vCenter and through its host', async () => {
    await loggedIn();
    await hostCaller.call('Login', ['SessionManager', 'ha-sessionmgr'], login);
    const through = (await read('VirtualMachine', vmId('vcsa'), 'config.instanceUuid')).body;
    const spec = `<specSet><propSet><type>VirtualMachine</type><pathSet>config.instanceUuid</pathSet></propSet><objectSet><obj type="VirtualMachine">${host.inventory.vmReference(vm('vcsa')).id}</obj></objectSet></specSet><options/>`;
    const direct = (await hostCaller.call('RetrievePropertiesEx', ['PropertyCollector', 'ha-property-collector'], spec)).body;
    expect(through).toContain(vm('vcsa').uuid.instance);
    expect(direct).toContain(vm('vcsa').uuid.instance);
  });
});

describe('waiting for changes', () => {
  const wait = (version: string, maxWaitSeconds: number, signal?: AbortSignal) =>
    caller.call(
      'WaitForUpdatesEx',
      collector,
      `<version>${version}</version><options><maxWaitSeconds>${maxWaitSeconds}</maxWaitSeconds></options>`,
      signal,
    );
  const versionOf = (body: string) => /<version>([^<]+)</.exec(body)?.[1] ?? '';

  beforeEach(async () => {
    await loggedIn();
    const spec = specOf(await viewOf('VirtualMachine'), 'VirtualMachine', 'name', 'runtime.powerState');
    await caller.call('CreateFilter', collector, `<spec>${spec}</spec><partialUpdates>false</partialUpdates>`);
  });

  it('gives everything first, then only what changed, as soon as it changes', async () => {
    const first = await wait('', 10);
    expect(first.body.match(/<kind>enter<\/kind>/g)).toHaveLength(12);
    const waiting = wait(versionOf(first.body), 30);
    vm('web01').powerOff(() => {});
    world.advanceTo(world.seconds + 5);
    const second = await waiting;
    expect(second.body.match(/<objectSet>/g)).toHaveLength(1);
    expect(second.body).toContain(
      '<changeSet><name>runtime.powerState</name><op>assign</op><val xsi:type="VirtualMachinePowerState">poweredOff</val></changeSet>',
    );
    expect(versionOf(second.body)).not.toBe(versionOf(first.body));
  });

  it('loses nothing that happens between two waits', async () => {
    const first = await wait('', 10);
    vm('web01').powerOff(() => {});
    world.advanceTo(world.seconds + 5);
    expect((await wait(versionOf(first.body), 10)).body).toContain('poweredOff');
  });

  it('answers without a value when nothing happens in time, and faults a version it never gave', async () => {
    const first = await wait('', 10);
    const nothing = await wait(versionOf(first.body), 0);
    expect(nothing.status).toBe(200);
    expect(nothing.body).not.toContain('returnval');
    expect(await wait('77', 1)).toMatchObject({ status: 500, fault: 'InvalidCollectorVersion' });
  });

  it('can be cancelled, and ends when the client goes away', async () => {
    const first = await wait('', 10);
    const waiting = wait(versionOf(first.body), 60);
    const cancelled = await until(async () => {
      await caller.call('CancelWaitForUpdates', collector);
      return Promise.race([waiting, Promise.resolve(undefined)]);
    });
    expect(cancelled).toMatchObject({ status: 500, fault: 'RequestCanceled' });
    const leaving = new AbortController();
    const left = wait(versionOf(first.body), 60, leaving.signal);
    leaving.abort();
    await expect(left).rejects.toThrow();
  });

  it('ends for a session that is over, and its collector is gone with it', async () => {
    const own = returned((await caller.call('CreatePropertyCollector', collector)).body);
    const first = await wait('', 10);
    const waiting = wait(versionOf(first.body), 60);
    await new Promise((resolve) => setImmediate(resolve));
    vcenter.expireSessions();
    expect(await waiting).toMatchObject({ status: 500, fault: 'NotAuthenticated' });
    await loggedIn();
    const spec =
      '<propSet><type>HostSystem</type><pathSet>name</pathSet></propSet><objectSet><obj type="HostSystem">host-10</obj></objectSet>';
    const lost = await caller.call(
      'CreateFilter',
      ['PropertyCollector', own],
      `<spec>${spec}</spec><partialUpdates>false</partialUpdates>`,
    );
    expect(lost).toMatchObject({ status: 500, fault: 'ManagedObjectNotFound' });
  });

  it('is told at once of a filter that was made meanwhile', async () => {
    const first = await wait('', 10);
    const waiting = wait(versionOf(first.body), 60);
    await new Promise((resolve) => setImmediate(resolve));
    const spec =
      '<propSet><type>HostSystem</type><pathSet>name</pathSet></propSet><objectSet><obj type="HostSystem">host-10</obj></objectSet>';
    await caller.call('CreateFilter', collector, `<spec>${spec}</spec><partialUpdates>false</partialUpdates>`);
    const second = await waiting;
    expect(second.body).toContain('<kind>enter</kind><obj type="HostSystem">host-10</obj>');
    expect(second.body.match(/<objectSet>/g)).toHaveLength(1);
  });

  it('follows a task to its end', async () => {
    const task = returned((await caller.call('PowerOffVM_Task', ['VirtualMachine', vmId('nvr01')])).body);
    const own = returned((await caller.call('CreatePropertyCollector', collector)).body);
    const spec = `<propSet><type>Task</type><pathSet>info.state</pathSet><pathSet>info.error</pathSet></propSet><objectSet><obj type="Task">${task}</obj></objectSet>`;
    await caller.call('CreateFilter', ['PropertyCollector', own], `<spec>${spec}</spec><partialUpdates>false</partialUpdates>`);
    const first = await caller.call('WaitForUpdatesEx', ['PropertyCollector', own], '<version></version>');
    expect(first.body).toContain('running');
    const waiting = caller.call('WaitForUpdatesEx', ['PropertyCollector', own], `<version>${versionOf(first.body)}</version>`);
    world.advanceTo(world.seconds + 5);
    expect((await waiting).body).toContain('success');
  });
});

async function until<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
  }
}
