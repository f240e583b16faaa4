import { describe, expect, it } from 'vitest';
import { settingsSpec } from './cluster.js';
import { element, envelope, escapeXml, referenceElement } from './envelope.js';
import { filterSpec, viewStart } from './properties.js';
import { at, parseXml, referenceOf, textAt } from './xml-tree.js';

describe('an envelope', () => {
  it('carries any password unharmed', () => {
    for (const password of [`a<b>&"c'`, ']]>', '&amp;', ' spaces ', 'Grüße 🔒', 'line\r\nend', '<!DOCTYPE x>']) {
      const sent = envelope('Login', { type: 'SessionManager', id: 'SM' }, [element('password', password)]);
      expect(textAt(parseXml(sent), 'Body', 'Login', 'password')).toBe(password);
    }
  });

  it('leaves characters out that XML cannot carry', () => {
    expect(escapeXml('a\u0000b\u0008c\ufffed')).toBe('abcd');
  });

  it('names the object it is for by type and id', () => {
    const sent = parseXml(envelope('PowerOffVM_Task', { type: 'VirtualMachine', id: 'vm-1' }, []));
    expect(referenceOf(at(sent, 'Body', 'PowerOffVM_Task', '_this'))).toEqual({ type: 'VirtualMachine', id: 'vm-1' });
    expect(referenceElement('obj', { type: 'A"B', id: '<1>' }).xml).toBe('<obj type="A&quot;B">&lt;1&gt;</obj>');
  });

  it('asks for properties in the order of the schema', () => {
    const spec = filterSpec('specSet', [{ type: 'VirtualMachine', paths: ['name'] }], [viewStart({ type: 'ContainerView', id: 'v' })]);
    expect(spec.xml).toBe(
      '<specSet><propSet><type>VirtualMachine</type><pathSet>name</pathSet></propSet>' +
        '<objectSet><obj type="ContainerView">v</obj><skip>true</skip>' +
        '<selectSet xsi:type="TraversalSpec"><name>follow0</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet>' +
        '</objectSet></specSet>',
    );
  });

  it('changes of a cluster only what is named', () => {
    expect(settingsSpec({ haHostMonitoring: 'disabled' }).xml).toBe(
      '<spec xsi:type="ClusterConfigSpecEx"><dasConfig><hostMonitoring>disabled</hostMonitoring></dasConfig></spec>',
    );
    expect(settingsSpec({ haEnabled: true, drsEnabled: false, drsBehavior: 'manual' }).xml).toBe(
      '<spec xsi:type="ClusterConfigSpecEx"><dasConfig><enabled>true</enabled></dasConfig>' +
        '<drsConfig><enabled>false</enabled><defaultVmBehavior>manual</defaultVmBehavior></drsConfig></spec>',
    );
  });
});
