/** @typedef {{ what: string, sundown: string, beside: string, ratio: string }} Row */

export const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN)) / 2;
}

export const ratio = (/** @type {number} */ a, /** @type {number} */ b) => (a / b).toFixed(2);
