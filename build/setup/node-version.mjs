import { SetupError } from './say.mjs';

const needed = [20, 19];

/** @param {string} [version] like `20.20.2` */
export function isNodeNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

export function checkNode() {
  if (isNodeNewEnough()) return;
  throw new SetupError(`Sundown needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node}.`);
}
