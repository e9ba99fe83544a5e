import { untilEnd } from './intervals.mjs';
import { adBreaksOf } from './spans.mjs';
import { duration } from './wording.mjs';

/**
 * @import { Evidence, Finding } from './findings.mjs'
 */

/** Seconds by which an ad that was completed may differ from its announced length. */
const adSlack = 2;

/** @param {Finding['level']} level @param {string} rule @param {string} message @param {number | null} [ts] @returns {Finding} */
const finding = (level, rule, message, ts = null) => ({ level, rule, message, ts });

/** @param {Evidence} evidence @returns {Finding[]} */
function course({ session: { events }, ending }) {
  const findings = [];
  if (ending === 'timedOut') {
    const message =
      'Neither sessionComplete nor sessionEnd came: the backend closes the session 10 minutes after its last event, and counts time up to that event';
    findings.push(finding('wrong', 'No end', message, events.at(-1)?.ts));
  }
  if (ending !== 'running' && !events.some(({ type }) => type === 'play')) {
    findings.push(
      finding('note', 'Never played', 'No play came: no content start and no content time spent are reported'),
    );
  }
  return findings;
}

/** @param {Evidence} evidence @returns {Finding[]} */
function setup({ session: { events }, content: { length, isLive } }) {
  const params = events[0]?.params ?? {};
  const findings = [];
  if (!isLive && !(length > 0)) {
    findings.push(finding('wrong', 'No length', 'media.length is 0: no progress markers are reported'));
  }
  if (!params['visitor.marketingCloudUserId']) {
    const message = 'visitor.marketingCloudUserId (the ECID) is missing: visitors are not counted';
    findings.push(finding('note', 'No ECID', message));
  }
  return findings;
}

/** @param {Evidence} evidence @returns {Finding[]} */
function ads({ session: { events }, intervals }) {
  return adBreaksOf(untilEnd(events), intervals).flatMap(({ index, from, outcome, ads }) => {
    const findings = ads
      .filter((ad) => ad.outcome === 'completed' && Math.abs(ad.timeSpent - ad.length) > adSlack)
      .map(({ id, timeSpent, length, from }) => {
        const message = `Ad ${id} is completed after ${duration(timeSpent)}, its length was given as ${duration(length)}`;
        return finding('note', 'Ad lengths', message, from);
      });
    const isEmpty = ads.length === 0 && outcome !== 'open';
    const message = `Ad break ${index} had no ad in it`;
    return isEmpty ? [...findings, finding('note', 'Empty ad breaks', message, from)] : findings;
  });
}

/** @param {Evidence} evidence @returns {Finding[]} */
export const sessionFindings = (evidence) => [course, setup, ads].flatMap((find) => find(evidence));
