import { SetupError } from './say.mjs';

const needed = { major: 20, minor: 19 };

/** @param {string} [version] like `20.20.2` */
export function isNodeNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > needed.major || (major === needed.major && minor >= needed.minor);
}

export function checkNode() {
  if (isNodeNewEnough()) return;
  throw new SetupError(`Sundown needs Node ${needed.major}.${needed.minor} or newer; this is Node ${process.versions.node}.`);
}
