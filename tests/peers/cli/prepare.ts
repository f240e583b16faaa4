/** Before the first file of a rung that starts the built program: files run side by side, and none may build what another is running. */
export { ensureBuilt as setup } from '../../../build/compile.mjs';
