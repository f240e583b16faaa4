import { describe, expect, it } from 'vitest';
import { say } from '../../../shared/text/say.js';
import {
  existingPower,
  faultFailure,
  isLoggedOut,
  localizedFault,
  missingFaults,
  soapFault,
  unknownProperty,
  unreachable,
} from './failures.js';
import { at, parseXml } from './xml-tree.js';

const place = { host: 'vc', port: 443 };

function fault(type: string, detail = '', prefix = 'xsi', said = '') {
  return soapFault(
    parseXml(
      `<Body><S:Fault><faultcode>ServerFaultCode</faultcode><faultstring>${said}</faultstring><detail>` +
        `<${type}Fault ${prefix}:type="${type}">${detail}</${type}Fault></detail></S:Fault></Body>`,
    ),
  );
}

describe('a fault', () => {
  it('has its type by xsi:type of any prefix, else by the name of its element', () => {
    expect(fault('InvalidLogin')?.type).toBe('InvalidLogin');
    expect(fault('InvalidLogin', '', '_XMLSchema-instance')?.type).toBe('InvalidLogin');
    const plain = '<Body><Fault><faultstring>x</faultstring><detail><NotAuthenticatedFault/></detail></Fault></Body>';
    expect(soapFault(parseXml(plain))?.type).toBe('NotAuthenticated');
    expect(soapFault(parseXml('<Body><Fault><faultstring>boom</faultstring></Fault></Body>'))).toEqual({
      type: 'SystemError',
      said: 'boom',
    });
    expect(soapFault(parseXml('<Body><LoginResponse/></Body>'))).toBeUndefined();
  });

  it('tells what it complains about', () => {
    expect(
      existingPower(fault('InvalidPowerState', '<requestedState>poweredOff</requestedState><existingState>poweredOff</existingState>')),
    ).toBe('poweredOff');
    expect(existingPower(fault('InvalidState'))).toBeUndefined();
    expect(unknownProperty(fault('InvalidProperty', '<name>config.lockdownMode</name>'))).toBe('config.lockdownMode');
  });

  it('becomes a code and a sentence', () => {
    const codes = [
      ['InvalidLogin', 'vsphere/password'],
      ['NoPermission', 'vsphere/noPermission'],
      ['RestrictedVersion', 'vsphere/readOnlyLicence'],
      ['ToolsUnavailable', 'vsphere/toolsUnavailable'],
      ['TaskInProgress', 'vsphere/taskInProgress'],
      ['QuestionPending', 'vsphere/questionPending'],
      ['Timedout', 'vsphere/timedOut'],
      ['SomethingNew', 'vsphere/fault'],
    ] as const;
    for (const [type, code] of codes) {
      const failure = faultFailure(place, { type, said: '' }, 'sql01');
      expect(failure.code).toBe(code);
      expect(say(failure.message, 'en')).not.toMatch(/[{}]/);
      expect(say(failure.message, 'de')).not.toMatch(/[{}]/);
    }
  });

  it('names the right that is missing', () => {
    const denied = fault(
      'NoPermission',
      '<object type="VirtualMachine">vm-1</object><privilegeId>VirtualMachine.Interact.PowerOff</privilegeId>',
    );
    if (denied === undefined) throw new Error('no fault');
    expect(say(faultFailure(place, denied, 'sql01').message, 'en')).toBe(
      'The account lacks the right VirtualMachine.Interact.PowerOff on sql01 (vc).',
    );
  });

  it('is read from a task and from missing properties', () => {
    const error = parseXml('<val><fault X:type="vim25:InvalidState"/><localizedMessage>Not now.</localizedMessage></val>');
    expect(localizedFault(error)).toMatchObject({ type: 'InvalidState', said: 'Not now.' });
    const content = parseXml(
      '<objects><obj type="VirtualMachine">vm-1</obj><missingSet><path>runtime.powerState</path>' +
        '<fault><fault xsi:type="NotAuthenticated"/><localizedMessage/></fault></missingSet></objects>',
    );
    const missing = content === undefined ? [] : missingFaults(content);
    expect(missing.map((one) => one.path)).toEqual(['runtime.powerState']);
    expect(missing.every((one) => isLoggedOut(one.fault))).toBe(true);
    expect(at(content, 'obj')?.type).toBe('VirtualMachine');
  });

  it('tells a silent machine from one that will not encrypt', () => {
    expect(unreachable(place, Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).code).toBe('vsphere/unreachable');
    expect(unreachable(place, Object.assign(new Error('x'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' })).code).toBe('vsphere/tls');
    expect(unreachable(place, undefined).code).toBe('vsphere/unreachable');
  });
});
