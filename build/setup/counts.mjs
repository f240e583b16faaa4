import { existsSync, readFileSync, rmSync } from 'node:fs';

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/** @param {Counts} left @param {Counts} right @returns {Counts} */
export function add(left, right) {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed, skipped: left.skipped + right.skipped };
}

/** @param {Counts} counts */
export function sayCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Counts of a vitest JSON report. Whatever makes the run fail without a failed test (a file that cannot be read, an unhandled
 * error, no report at all) counts as one failure, so that it cannot be missed.
 * @param {string} file @param {number} exitCode @returns {Counts}
 */
export function readCounts(file, exitCode) {
  if (!existsSync(file)) return { ...none, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  const skipped = report.numPendingTests + report.numTodoTests;
  const brokenFiles = report.testResults.filter((/** @type {{ status: string, assertionResults: unknown[] }} */ one) => {
    return one.status === 'failed' && one.assertionResults.length === 0;
  }).length;
  const failed = report.numFailedTests + brokenFiles;
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}
