import assert from 'node:assert/strict';
import { disorder } from '../../support/order.mjs';

/**
 * @import { CollectionServer } from './scene.mjs'
 * @import { Entry } from '../../../demo/server/ledger.mjs'
 */

/** @param {Entry} entry */
const brief = ({ body, problems }) =>
  `${body?.eventType}: ${problems.map(({ path, message }) => `${path} ${message}`).join(', ')}`;

/**
 * Whatever a test is about: every body obeys the API's schemas, also of what a fault refused, and every session its rules of order.
 * A page that is left sends its last events side by side, and what was lost on its way comes twice, so order is that of the moments
 * they tell; `inOrder`, it is that of arrival, too.
 *
 * @param {CollectionServer} server
 * @param {{ inOrder?: boolean, mistaken?: boolean }} [how]  `mistaken`: what playheads are measured by is wrong
 */
export function assertRules({ ledger }, { inOrder = false, mistaken = false } = {}) {
  assert.deepEqual(ledger.entries.filter(({ problems }) => problems.length > 0).map(brief), []);
  for (const id of ledger.sessions()) {
    const entries = ledger.entries.filter(({ sessionId }) => sessionId === id);
    assert.deepEqual(disorder(entries), [], entries.map(({ body }) => body.eventType).join(', '));
  }
  // What was under way when a page was left may come twice.
  const excused = mistaken ? /was already used|^playhead .* below/ : /was already used/;
  if (inOrder)
    assert.deepEqual(
      ledger.entries.flatMap(({ warnings }) => warnings).filter((each) => !excused.test(each)),
      [],
    );
}
