import { describe, expect, it } from 'vitest';
import { pmsetSupplies } from './pmset.js';
import { chooseSupply, type SystemSupply } from './supply.js';
import { sysfsSupply } from './sysfs.js';
import { busctlPaths, busctlProperties, upowerSupply } from './upower.js';
import { win32Supplies } from './win32-battery.js';

const state = (one: SystemSupply | undefined) => (one === undefined ? 'none' : [one.kind, one.power, ...one.flags].join(' '));

describe('UPower’s devices', () => {
  const ups = {
    Type: 3,
    PowerSupply: true,
    IsPresent: true,
    Percentage: 80,
    TimeToEmpty: 900,
    WarningLevel: 1,
    Vendor: 'Example',
    Model: 'Line 700',
  };
  const at = (more: Readonly<Record<string, unknown>>) => upowerSupply('/org/freedesktop/UPower/devices/ups_hiddev0', { ...ups, ...more });

  it.each([
    [0, 1, 'ups unknown'],
    [1, 1, 'ups mains charging'],
    [2, 2, 'ups battery discharging'],
    [2, 3, 'ups battery lowBattery discharging'],
    [3, 1, 'ups battery lowBattery'],
    [4, 1, 'ups mains'],
    [5, 1, 'ups mains'],
    [6, 1, 'ups unknown'],
  ])('in state %i with warning level %i is %s', (State, WarningLevel, expected) => {
    expect(state(at({ State, WarningLevel }))).toBe(expected);
  });

  it('keep what they measure and leave out a time of 0', () => {
    expect(at({ State: 2 })).toMatchObject({
      name: 'ups_hiddev0',
      identity: { manufacturer: 'Example', model: 'Line 700' },
      measures: { chargePercent: 80, runtimeSeconds: 900 },
    });
    expect(at({ State: 4, TimeToEmpty: 0, Percentage: 100, Voltage: 0 })?.measures).toEqual({ chargePercent: 100 });
  });

  it('are none where they are adapters, mice or pulled batteries', () => {
    expect([at({ Type: 1 }), at({ PowerSupply: false }), at({ IsPresent: false }), upowerSupply('/x', {})].map(state)).toEqual([
      'none',
      'none',
      'none',
      'none',
    ]);
  });

  it('come in busctl’s JSON, and rubbish is no answer', () => {
    expect(busctlPaths('{"type":"ao","data":[["/a/b","/a/c"]]}')).toEqual(['/a/b', '/a/c']);
    expect(busctlProperties('{"type":"a{sv}","data":[{"Type":{"type":"u","data":3},"Model":{"type":"s","data":"x"}}]}')).toEqual({
      Type: 3,
      Model: 'x',
    });
    for (const rubbish of ['', 'null', '[]', '{"data":3}', '{"data":[]}', 'Call failed']) {
      expect([busctlPaths(rubbish), busctlProperties(rubbish)]).toEqual([undefined, undefined]);
    }
  });
});

describe('the kernel’s power supplies', () => {
  const uevent = (lines: Readonly<Record<string, string>>) =>
    Object.entries(lines)
      .map(([key, value]) => `POWER_SUPPLY_${key}=${value}\n`)
      .join('');

  it.each([
    [{ TYPE: 'UPS', STATUS: 'Discharging', CAPACITY_LEVEL: 'Critical' }, 'ups battery lowBattery discharging'],
    [{ TYPE: 'UPS', STATUS: 'Full' }, 'ups mains'],
    [{ TYPE: 'Battery', STATUS: 'Not charging' }, 'battery mains'],
    [{ TYPE: 'UPS', STATUS: 'Unknown' }, 'ups unknown'],
    [{ TYPE: 'Mains', ONLINE: '1' }, 'none'],
    [{ TYPE: 'Battery', STATUS: 'Discharging', SCOPE: 'Device' }, 'none'],
  ])('%j is %s', (lines, expected) => {
    expect(state(sysfsSupply('ups0', uevent(lines)))).toBe(expected);
  });

  it('measure in millionths and tenths', () => {
    const told = { TYPE: 'UPS', STATUS: 'Discharging', CAPACITY: '64', VOLTAGE_NOW: '13200000', TEMP: '281', TIME_TO_EMPTY_NOW: '1260' };
    expect(sysfsSupply('ups0', uevent(told))?.measures).toEqual({
      chargePercent: 64,
      runtimeSeconds: 1260,
      batteryVolts: 13.2,
      temperatureCelsius: 28.1,
    });
  });
});

describe('pmset of macOS', () => {
  it('tells a UPS beside the notebook’s own battery', () => {
    const supplies = pmsetSupplies(
      [
        "Now drawing from 'AC Power'",
        ' -InternalBattery-0 (id=4522083)\t100%; charged; 0:00 remaining present: true',
        ' -Back-UPS ES 700 FW:871.O4 .I USB FW:O4 (id=1234)\t97%; charging; 1:02 remaining present: true',
      ].join('\n'),
    );
    expect(supplies.map(state)).toEqual(['battery mains', 'ups mains charging']);
    expect(supplies[1]).toMatchObject({ name: 'Back-UPS ES 700 FW:871.O4 .I USB FW:O4', measures: { chargePercent: 97 } });
    expect(supplies[1]?.measures).not.toHaveProperty('runtimeSeconds');
  });

  it.each([
    ['44%; discharging; 0:23 remaining present: true', 'ups battery discharging', 1380],
    ['44%; discharging; (no estimate) present: true', 'ups battery discharging', undefined],
    ['100%; AC attached; not charging present: true', 'ups mains', undefined],
    ['99%; finishing charge; 0:10 remaining present: true', 'ups mains charging', undefined],
  ])('reads %s', (rest, expected, seconds) => {
    const [ups] = pmsetSupplies(`Now drawing from 'UPS Power'\n -CP1500PFCLCD (id=9)\t${rest}\n`);
    expect([state(ups), ups?.measures.runtimeSeconds]).toEqual([expected, seconds]);
  });

  it('warns at last of a low battery, and finds none in a computer without', () => {
    const low = "Now drawing from 'UPS Power'\n -X (id=9)\t4%; discharging; 0:02 remaining present: true\n\tBattery Warning: Final\n";
    expect(pmsetSupplies(low).map(state)).toEqual(['ups battery lowBattery discharging']);
    expect(pmsetSupplies("Now drawing from 'AC Power'\n")).toEqual([]);
  });
});

describe('Win32_Battery of Windows', () => {
  const answer = (type: number, ...batteries: readonly Readonly<Record<string, unknown>>[]) =>
    win32Supplies(JSON.stringify({ batteries, type }));

  it.each([
    [1, 'ups battery'],
    [2, 'ups mains'],
    [3, 'ups mains'],
    [4, 'ups battery lowBattery'],
    [5, 'ups battery lowBattery'],
    [8, 'ups mains charging'],
    [10, 'ups unknown'],
    [11, 'ups unknown'],
  ])('in status %i is %s', (BatteryStatus, expected) => {
    expect(answer(1, { DeviceID: 'HID UPS', BatteryStatus })?.map(state)).toEqual([expected]);
  });

  it('estimates in minutes, and says a large number for none', () => {
    const told = { DeviceID: ' 1234CP1500 ', Name: 'CP1500', BatteryStatus: 1, EstimatedChargeRemaining: 71, EstimatedRunTime: 31 };
    expect(answer(1, told)?.[0]).toMatchObject({ name: '1234CP1500', measures: { chargePercent: 71, runtimeSeconds: 1860 } });
    // No estimate, and none yet: an empty battery would start the shutdown at once.
    for (const EstimatedRunTime of [71_582_788, 0])
      expect(answer(1, { ...told, EstimatedRunTime })?.[0]?.measures).not.toHaveProperty('runtimeSeconds');
  });

  it('has its own battery first in a notebook, and rubbish is no answer', () => {
    expect(answer(2, { BatteryStatus: 2 }, { BatteryStatus: 1 })?.map(state)).toEqual(['battery mains', 'ups battery']);
    expect(['', 'null', '{}', '{"batteries":1}'].map(win32Supplies)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('the choice among supplies', () => {
  const [one, other] = ['UPS-A', 'UPS-B'].map((name) => sysfsSupply(name, 'POWER_SUPPLY_TYPE=UPS\nPOWER_SUPPLY_STATUS=Full\n'));
  const own = sysfsSupply('BAT0', 'POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=Full\n');
  const all = [one, other, own].filter((supply) => supply !== undefined);

  it('falls on the only UPS, on a named one, and never by itself on a notebook’s battery', () => {
    expect(chooseSupply(all.slice(1), undefined)).toMatchObject({ value: { name: 'UPS-B' } });
    expect(chooseSupply(all, 'BAT0')).toMatchObject({ value: { kind: 'battery' } });
    expect(chooseSupply(all.slice(2), undefined)).toMatchObject({ failure: { message: { key: 'sources.system.noUps' } } });
    expect(chooseSupply(all, undefined)).toMatchObject({ failure: { message: { key: 'sources.system.manyUpses' } } });
    expect(chooseSupply(all, 'UPS-C')).toMatchObject({
      failure: { code: 'ups/unknownUps', message: { params: { known: 'UPS-A, UPS-B, BAT0' } } },
    });
  });
});
