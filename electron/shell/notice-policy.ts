import { assertNever } from '../../shared/result.js';
import type { Notice } from '../../shared/notices/notice.js';

/**
 * Whether a notice goes to the desktop as well. With the window in front its own toast says it, except for errors, which nobody
 * shall miss by looking at another corner.
 */
export function isForDesktop(notice: Notice, level: unknown, isWindowFocused: boolean): boolean {
  if (notice.read) return false;
  switch (notice.severity) {
    case 'error':
      return true;
    case 'warning':
      return !isWindowFocused && level !== 'errors';
    case 'info':
      return !isWindowFocused && level !== 'errors' && level !== 'warnings';
    default:
      return assertNever(notice.severity);
  }
}
