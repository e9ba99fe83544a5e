import { html } from 'ghtml';
import { offset } from './lanes.mjs';

/**
 * @import { Finding } from '../report/findings.mjs'
 * @import { SessionReport } from '../report/session-report.mjs'
 */

const shownAtOnce = 3;

/** @param {Finding} finding @param {number} startedAt */
const line = ({ message, ts }, startedAt) =>
  html`<li>!${ts === null ? '' : html`<span class="at">+${offset(ts - startedAt)}</span> `}${message}.</li>`;

/** @param {Finding[]} findings  of one rule @param {number} startedAt */
function group(findings, startedAt) {
  const [{ rule, level } = { rule: '', level: '' }] = findings;
  const lines = findings.map((finding) => line(finding, startedAt));
  const more = lines.slice(shownAtOnce);
  const rest = html`<details>
    <summary>${more.length} more</summary>
    <ul>
      !${more}
    </ul>
  </details>`;
  return html`<li class="${level}">
    <h3>${rule}</h3>
    <ul>
      !${lines.slice(0, shownAtOnce)}
    </ul>
    !${more.length > 0 ? rest : ''}
  </li>`;
}

/** @param {Finding[]} findings @returns {Finding[][]} in the order of their first */
function byRule(findings) {
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const finding of findings) {
    const key = finding.level + finding.rule;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/** @param {SessionReport} report */
export function findingsSection({ findings, startedAt }) {
  const found =
    findings.length > 0
      ? html`<ul class="findings">
          !${byRule(findings).map((each) => group(each, startedAt))}
        </ul>`
      : html`<p class="fine">Order and timing are as the API wants them. Nothing to mend.</p>`;
  return html`<section aria-labelledby="findings">
    <h2 id="findings">Order and timing</h2>
    !${found}
  </section>`;
}
