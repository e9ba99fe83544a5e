import { resolve } from 'node:path';

/**
 * Reporter for `node --test`: the totals as JSON. Neither suites count as tests, nor files that passed
 * without a test in them, which the runner reports as one test each.
 * @param {AsyncIterable<any>} events
 */
export default async function* totals(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    const isSuite = data.details?.type === 'suite';
    if (type === 'test:pass' && !isSuite) {
      const isFile = data.nesting === 0 && resolve(data.name) === data.file;
      if (isUndecided(data)) counts.skipped += 1;
      else if (!isFile) counts.passed += 1;
    } else if (type === 'test:fail' && (!isSuite || data.details.error?.failureType === 'hookFailed')) {
      counts[isUndecided(data) ? 'skipped' : 'failed'] += 1;
    }
  }
  yield JSON.stringify(counts);
}

/** @param {{ skip?: unknown, todo?: unknown }} test  a reason, or true */
const isUndecided = ({ skip, todo }) => skip !== undefined || todo !== undefined;
