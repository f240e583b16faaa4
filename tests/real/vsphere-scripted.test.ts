import { afterEach, describe, expect, it } from 'vitest';
import { openVsphere, type VsphereHypervisor, type VsphereOptions } from '../../electron/adapters/vsphere/hypervisor.js';
import type { Result } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import { say } from '../../shared/text/say.js';
import { answer, fault, startScriptedSoap, type Heard, type Reply, type ScriptedSoap } from '../peers/scripted-soap/scripted-soap.js';

let server: ScriptedSoap | undefined;
let opened: VsphereHypervisor | undefined;

afterEach(async () => {
  await opened?.close();
  await server?.stop();
  opened = undefined;
  server = undefined;
});

const content = (apiType: string, version: string) =>
  answer(
    'RetrieveServiceContent',
    '<returnval><rootFolder type="Folder">ha-folder-root</rootFolder><propertyCollector type="PropertyCollector">ha-property-collector</propertyCollector>' +
      '<viewManager type="ViewManager">ViewManager</viewManager>' +
      `<about><name>VMware ESXi</name><version>${version}</version><apiType>${apiType}</apiType></about>` +
      '<sessionManager type="SessionManager">ha-sessionmgr</sessionManager></returnval>',
  );
const view = answer('CreateContainerView', '<returnval type="ContainerView">view-1</returnval>');
const property = (name: string, value: string, type = '') => `<propSet><name>${name}</name><val${type}>${value}</val></propSet>`;
const vmObject = (inner: string) => `<objects><obj type="VirtualMachine">7</obj>${inner}</objects>`;
const hostObject = `<objects><obj type="HostSystem">ha-host</obj>${property('name', 'esxi01')}${property('runtime.connectionState', 'connected')}</objects>`;
const known = property('name', 'sql01') + property('runtime.powerState', 'poweredOn') + property('runtime.connectionState', 'connected');
const sql01 = { id: '7', name: 'sql01' };

/** An ESXi host with one VM, but for what a test has it do otherwise. */
function esxi(otherwise: (heard: Heard, nth: number) => Reply | undefined, objects = hostObject + vmObject(known), version = '8.0.3') {
  return (heard: Heard, nth: number): Reply => {
    const other = otherwise(heard, nth);
    if (other !== undefined) return other;
    switch (heard.method) {
      case 'RetrieveServiceContent':
        return content('HostAgent', version);
      case 'Login':
        return answer('Login', '<returnval><key>k</key></returnval>', `cookie-${String(nth)}`);
      case 'CreateContainerView':
        return view;
      case 'RetrievePropertiesEx':
        return answer('RetrievePropertiesEx', `<returnval>${objects}</returnval>`);
      default:
        return answer(heard.method, '');
    }
  };
}

async function open(script: (heard: Heard, nth: number) => Reply, options: VsphereOptions = {}, more: Partial<Connection> = {}) {
  server = await startScriptedSoap(script);
  return openOn(server, options, more);
}

async function openOn(on: ScriptedSoap, options: VsphereOptions = {}, more: Partial<Connection> = {}) {
  const connection = {
    id: 'esxi',
    title: 'ESXi',
    kind: 'vsphere' as const,
    address: `vsphere://root@127.0.0.1:${String(on.port)}`,
    pin: on.fingerprint,
    ...more,
  };
  const result = await openVsphere(connection, () => Promise.resolve('secret'), { own: { macs: [], addresses: [] }, ...options });
  if (result.ok) opened = result.value;
  return result;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(say(result.failure.message, 'en'));
  return result.value;
}

const heard = (method: string) => server?.heard.filter((one) => one.method === method) ?? [];

describe('servers of other ages and in bad shape', () => {
  it('speaks the older version to a host that does not know the newer one', async () => {
    const refusal = fault('SystemError', '', 'Unsupported version URI "urn:vim25/6.5"');
    const host = value(await open(esxi((one) => (one.soapAction.includes('6.5') ? refusal : undefined), undefined, '5.0.0')));
    expect(value(await host.about())).toMatchObject({ kind: 'esxi', version: '5.0.0' });
    expect(value(await host.vmPower(sql01))).toBe('on');
    expect(heard('Login').map((one) => one.soapAction)).toEqual(['"urn:vim25/5.0"']);
  });

  it('asks without a property that an older host does not know', async () => {
    const host = value(
      await open(
        esxi((one) =>
          one.method === 'RetrievePropertiesEx' && one.body.includes('config.lockdownMode')
            ? fault('InvalidProperty', '<name>config.lockdownMode</name>')
            : undefined,
        ),
      ),
    );
    const inventory = value(await host.inventory());
    expect(inventory.hosts.map((one) => one.name)).toEqual(['esxi01']);
    expect(inventory.vms).toMatchObject([{ name: 'sql01', power: 'on' }]);
    expect(heard('CreateContainerView')).toHaveLength(1);
  });

  it('gives up on a property fault that does not go away', async () => {
    const host = value(
      await open(esxi((one) => (one.method === 'RetrievePropertiesEx' ? fault('InvalidProperty', '<name>view</name>') : undefined))),
    );
    expect((await host.inventory()).ok).toBe(false);
  });

  it('meho#3773: takes a session that is refused twice for a failure, and every refused property for unknown', async () => {
    const missing = (type: string) =>
      '<objects><obj type="VirtualMachine">7</obj>' +
      property('name', 'sql01') +
      `<missingSet><path>runtime.powerState</path><fault><fault xsi:type="${type}"/><localizedMessage/></fault></missingSet></objects>`;
    let type = 'NotAuthenticated';
    const host = value(
      await open(
        esxi((one) => {
          const isPower = one.method === 'RetrievePropertiesEx' && one.body.includes('runtime.powerState');
          return isPower ? answer('RetrievePropertiesEx', `<returnval>${missing(type)}</returnval>`) : undefined;
        }),
      ),
    );
    expect(await host.vmPower(sql01)).toMatchObject({ ok: false, failure: { code: 'vsphere/notAuthenticated' } });
    expect(heard('Login')).toHaveLength(2);
    expect(heard('Login').every((one) => one.cookie === '')).toBe(true);
    type = 'NoPermission';
    expect(await host.vmPower(sql01)).toEqual({ ok: true, value: 'unknown' });
  });

  it('takes an answer without any object for unknown power and for no inventory at all', async () => {
    let empty = false;
    const host = value(
      await open(esxi((one) => (empty && one.method === 'RetrievePropertiesEx' ? answer('RetrievePropertiesEx', '') : undefined))),
    );
    expect(value(await host.vmPower(sql01))).toBe('on');
    empty = true;
    expect(await host.vmPower(sql01)).toEqual({ ok: true, value: 'unknown' });
    expect(await host.inventory()).toMatchObject({ ok: false, failure: { code: 'vsphere/emptyAnswer' } });
    expect((await host.runningVms('ha-host')).ok).toBe(false);
    expect((await host.inMaintenance('ha-host')).ok).toBe(false);
    expect((await host.readClusterSettings('domain-c1')).ok).toBe(false);
  });

  it('does not say that no VM runs when a host hides some of them', async () => {
    const vms =
      '<propSet><name>vm</name><val xsi:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="VirtualMachine">7</ManagedObjectReference>' +
      '<ManagedObjectReference type="VirtualMachine">8</ManagedObjectReference></val></propSet>';
    const itself = hostObject.replace('</objects>', `${vms}</objects>`);
    const off = vmObject(property('name', 'sql01') + property('runtime.powerState', 'poweredOff'));
    const host = value(await open(esxi(() => undefined, itself + off)));
    expect(await host.runningVms('ha-host')).toMatchObject({ ok: false, failure: { code: 'vsphere/notSaid' } });
  });

  it('tells a host that has gone silent in the middle of an answer from one that answers', async () => {
    const host = value(
      await open(
        esxi((one) => (one.method === 'ShutdownGuest' ? { kind: 'silence' } : undefined)),
        { timeoutMs: 300 },
      ),
    );
    expect(await host.shutdownGuest(sql01)).toMatchObject({ ok: false, failure: { code: 'vsphere/unreachable' } });
    expect(value(await host.vmPower(sql01))).toBe('on');
  });

  it('repeats a request whose kept-alive connection the server had closed', async () => {
    let broken = false;
    const host = value(
      await open(
        esxi((one) => {
          if (one.method !== 'ShutdownGuest' || broken) return undefined;
          broken = true;
          return { kind: 'break' };
        }),
      ),
    );
    await host.vmPower(sql01);
    while (heard('DestroyView').length === 0) await host.vmPower(sql01);
    await host.vmPower(sql01);
    expect((await host.shutdownGuest(sql01)).ok).toBe(true);
    expect(heard('ShutdownGuest')).toHaveLength(2);
  });

  it('takes a proxy, a login page and broken XML for what they are', async () => {
    const pages: readonly Reply[] = [
      { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' },
      { kind: 'answer', body: '<html><body>Log in</body></html>' },
      { kind: 'answer', body: '<soapenv:Envelope><soapenv:Body>' },
      { kind: 'answer', body: '' },
    ];
    for (const page of pages) {
      const refused = await open(() => page);
      expect(refused).toMatchObject({ ok: false, failure: { code: 'vsphere/nonsense' } });
      await server?.stop();
    }
  });

  it('uses old encryption only where it was asked for', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    server = await startScriptedSoap(
      esxi(() => undefined, undefined, '5.1.0'),
      old,
    );
    expect(await openOn(server)).toMatchObject({ ok: false, failure: { code: 'vsphere/tls' } });
    const host = value(await openOn(server, {}, { legacyAlgorithms: true }));
    expect(value(await host.about()).version).toBe('5.1.0');
  });

  it('sends no second request while the first login is under way, and leaves nothing behind', async () => {
    const host = value(await open(esxi(() => undefined)));
    await Promise.all(Array.from({ length: 10 }, () => host.vmPower(sql01)));
    expect(heard('Login')).toHaveLength(1);
    await host.close();
    opened = undefined;
    expect(heard('Logout').map((one) => one.cookie)).toEqual(['vmware_soap_session="cookie-1"']);
    expect(heard('DestroyView')).toHaveLength(heard('CreateContainerView').length);
  });

  it('says that lockdown mode may be why a right password does not let it in', async () => {
    const denied = fault('NoPermission', '<object type="Folder">ha-folder-root</object><privilegeId>System.View</privilegeId>');
    const host = value(await open(esxi((one) => (one.method === 'Login' ? denied : undefined))));
    expect(await host.about()).toMatchObject({ ok: false, failure: { code: 'vsphere/denied' } });
    expect((await host.check()).map((finding) => [finding.severity, finding.code])).toEqual([['error', 'vsphere/denied']]);
  });

  it('takes the fault of a task from the task itself when the update brought only its state', async () => {
    const task = (inner: string) => `<objects><obj type="Task">task-1</obj>${inner}</objects>`;
    const error =
      property('info.state', 'error') +
      '<propSet><name>info.error</name><val><fault xsi:type="TaskInProgress"/><localizedMessage/></val></propSet>';
    const update =
      '<returnval><version>1</version><filterSet><filter type="PropertyFilter">f</filter><objectSet><kind>enter</kind><obj type="Task">task-1</obj>' +
      '<changeSet><name>info.state</name><op>assign</op><val>error</val></changeSet></objectSet></filterSet></returnval>';
    let looks = 0;
    const host = value(
      await open(
        esxi((one) => {
          if (one.method === 'PowerOffVM_Task') return answer(one.method, '<returnval type="Task">task-1</returnval>');
          if (one.method === 'CreatePropertyCollector') return answer(one.method, '<returnval type="PropertyCollector">pc-2</returnval>');
          if (one.method === 'CreateFilter') return answer(one.method, '<returnval type="PropertyFilter">f</returnval>');
          if (one.method === 'WaitForUpdatesEx') return looks === 0 ? answer(one.method, '') : answer(one.method, update);
          if (one.method !== 'RetrievePropertiesEx' || !one.body.includes('info.state')) return undefined;
          looks += 1;
          const seen = looks === 1 ? property('info.state', 'running') : error;
          return answer(one.method, `<returnval>${task(seen)}</returnval>`);
        }),
      ),
    );
    expect(await host.powerOffVm(sql01)).toMatchObject({ ok: false, failure: { code: 'vsphere/taskInProgress' } });
  });

  it('reads on after a truncated set of updates, and takes no VM that it leaves out for gone or off', async () => {
    const enter = (id: string, state: string) =>
      `<objectSet><kind>enter</kind><obj type="VirtualMachine">${id}</obj>` +
      `<changeSet><name>runtime.connectionState</name><op>assign</op><val>connected</val></changeSet>` +
      `<changeSet><name>runtime.powerState</name><op>assign</op><val>${state}</val></changeSet></objectSet>`;
    const set = (version: string, inner: string, truncated: boolean) =>
      `<returnval><version>${version}</version><filterSet><filter type="PropertyFilter">f</filter>${inner}</filterSet><truncated>${String(truncated)}</truncated></returnval>`;
    const sets = [
      set('1', enter('6', 'poweredOff'), true),
      set('2', enter('7', 'poweredOn'), false),
      set('3', enter('7', 'poweredOff'), false),
    ];
    const host = value(
      await open(
        esxi((one, nth) => {
          if (one.method === 'CreatePropertyCollector') return answer(one.method, '<returnval type="PropertyCollector">pc-2</returnval>');
          if (one.method === 'CreateFilter') return answer(one.method, '<returnval type="PropertyFilter">f</returnval>');
          return one.method === 'WaitForUpdatesEx' ? answer(one.method, sets[nth - 1] ?? '') : undefined;
        }),
      ),
    );
    expect(value(await host.waitForVm(sql01, 'off', new AbortController().signal))).toBe(true);
    const versions = heard('WaitForUpdatesEx').map((one) => /<version>(.*?)<\/version>/.exec(one.body)?.[1] ?? '');
    expect(versions.slice(0, 3)).toEqual(['', '1', '2']);
  });

  it('never shows the password in what it says', async () => {
    const results: Result<unknown>[] = [];
    for (const type of ['InvalidLogin', 'NoPermission', 'SystemError']) {
      const host = value(await open(esxi((one) => (one.method === 'Login' ? fault(type, '', 'Cannot complete login.') : undefined))));
      results.push(await host.about());
      await host.close();
      await server?.stop();
    }
    expect(results.every((one) => !one.ok)).toBe(true);
    expect(JSON.stringify(results)).not.toContain('secret');
  });
});
