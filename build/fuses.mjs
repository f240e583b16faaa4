/**
 * Electron's switches that are set once in the shipped binary (workbench of the security checklist, "fuses"): nobody turns our
 * signed program into a Node of their own, and only our own archive is loaded.
 * @type {Readonly<Record<string, boolean>>}
 */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** The same in electron-builder's spelling. */
export const fusesForBuilder = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  resetAdHocDarwinSignature: process.platform === 'darwin',
};

/** The fuse wire is made of the characters 0 and 1. */
const states = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) };

/**
 * Reads the fuses of a program back.
 * @param {string} program
 * @returns {Promise<Record<string, boolean>>} by name; a fuse that this Electron does not have is absent
 */
export async function readFuses(program) {
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = /** @type {Readonly<Record<string, unknown>>} */ (/** @type {unknown} */ (await getCurrentFuseWire(program)));
  /** @type {Record<string, boolean>} */
  const found = {};
  for (const name of Object.keys(fuses)) {
    const state = wire[String(FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)])];
    if (state === states.on || state === states.off) found[name] = state === states.on;
  }
  return found;
}
