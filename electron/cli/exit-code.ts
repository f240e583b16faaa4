/** 0 done or favourable, 1 done but the answer is no, 2 wrong usage or configuration, 3 could not reach something, 4 refused. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const notReached = [
  'unreachable',
  'timeout',
  'timedOut',
  'unknownHost',
  'nonsense',
  'emptyAnswer',
  'tooLarge',
  'unexpected',
  'closed',
  'noKeychain',
  'notReachable',
  'noCommonAlgorithm',
];
const refusing = [
  'refused',
  'password',
  'denied',
  'noPermission',
  'missingRights',
  'notAuthenticated',
  'lockdown',
  'readOnlyLicence',
  'tls',
  'certificate',
  'certificateUnknown',
  'pinMismatch',
  'hostKeyUnknown',
  'hostKeyChanged',
  'noEncryption',
  'observer',
  'notArmed',
  'otherActs',
  'notOnMains',
];
const ownAreas = ['address', 'cli', 'settings', 'connection', 'secrets'];

/** Exit code of a failure: what could not be reached is 3, what refused us or whom we refuse is 4, the rest is wrong usage or configuration. */
export function exitCodeOf(code: string): ExitCode {
  const [area = '', what = ''] = code.split('/');
  if (what !== 'noKeychain' && ownAreas.includes(area)) return 2;
  if (notReached.includes(what)) return 3;
  return refusing.includes(what) ? 4 : 2;
}
