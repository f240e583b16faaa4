import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Notice } from '../../shared/notices/notice.js';
import { message } from '../../shared/text/message.js';
import { readArguments } from './command-line.js';
import { CrashCount } from './crash-count.js';
import { desktopEntry } from './desktop-entry.js';
import { isForDesktop } from './notice-policy.js';
import { StartupTimes } from './startup-times.js';
import { Throttle } from './throttle.js';

describe('the throttle', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes the first value at once and then only the latest of each interval', () => {
    const passed: number[] = [];
    const throttle = new Throttle<number>(200, (value) => passed.push(value));
    for (const value of [1, 2, 3]) throttle.give(value);
    expect(passed).toEqual([1]);
    vi.advanceTimersByTime(200);
    expect(passed).toEqual([1, 3]);
    throttle.give(4);
    vi.advanceTimersByTime(200);
    expect(passed).toEqual([1, 3, 4]);
  });

  it('passes nothing on once it is stopped', () => {
    const passed: number[] = [];
    const throttle = new Throttle<number>(200, (value) => passed.push(value));
    throttle.give(1);
    throttle.give(2);
    throttle.stop();
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([1]);
  });
});

describe('the count of crashes', () => {
  it('allows two within a minute and refuses the third', () => {
    const count = new CrashCount();
    expect([0, 1000, 2000].map((now) => count.mayTryAgain(now))).toEqual([true, true, false]);
    expect(count.recent).toBe(3);
  });

  it('forgets what is older than a minute', () => {
    const count = new CrashCount();
    expect([0, 1000, 70_000, 71_000].map((now) => count.mayTryAgain(now))).toEqual([true, true, true, true]);
  });
});

describe('which notices go to the desktop', () => {
  const notice = (severity: Notice['severity'], read = false): Notice => ({
    id: 'n',
    at: '',
    severity,
    title: message('shell.state.onMains'),
    topic: 't',
    actions: [],
    read,
  });

  it('is every unread one while the window is out of sight', () => {
    expect((['info', 'warning', 'error'] as const).map((severity) => isForDesktop(notice(severity), 'all', false))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isForDesktop(notice('error', true), 'all', false)).toBe(false);
  });

  it('is only errors while the window is in front', () => {
    expect((['info', 'warning', 'error'] as const).map((severity) => isForDesktop(notice(severity), 'all', true))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('follows the level that the person chose', () => {
    expect((['info', 'warning', 'error'] as const).map((severity) => isForDesktop(notice(severity), 'warnings', false))).toEqual([
      false,
      true,
      true,
    ]);
    expect((['info', 'warning', 'error'] as const).map((severity) => isForDesktop(notice(severity), 'errors', false))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('the autostart entry', () => {
  it('quotes what a desktop would take apart', () => {
    const text = desktopEntry(['/opt/Sun down/sundown', '--hidden', '50%', 'a"b'], 'Watches');
    expect(text).toContain('Exec="/opt/Sun down/sundown" --hidden "50%%" "a\\\\"b"\n');
    expect(text).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
  });
});

describe('the command line of the tray application', () => {
  it('reads what it knows and leaves the rest to Chromium', () => {
    expect(readArguments(['electron', '--hidden', '--user-data-dir=/a=b', '--disable-gpu'])).toEqual({
      isHidden: true,
      isPractice: false,
      isSmokeTest: false,
      userDataDir: '/a=b',
      command: undefined,
    });
    expect(readArguments(['--user-data-dir='])).toMatchObject({ userDataDir: undefined });
  });
});

describe('the times of a start', () => {
  it('count from the creation of the process, once per stage', async () => {
    let now = 1500;
    const times = new StartupTimes(1000, () => now);
    times.mark('ready');
    now = 1900;
    times.mark('ready');
    const reached = times.reached('trayUp');
    times.mark('trayUp');
    await reached;
    expect(times.values()).toEqual({ ready: 500, trayUp: 900 });
  });
});
