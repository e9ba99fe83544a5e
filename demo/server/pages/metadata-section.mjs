import { tableSection } from './table.mjs';

/** @import { SessionReport } from '../report/session-report.mjs' */

/** @param {unknown} value */
const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** @param {SessionReport} report */
export function metadataSection({ params, metadata }) {
  const custom = Object.entries(metadata).map(([key, value]) => [key, value, 'custom']);
  const standard = Object.entries(params).map(([key, value]) => [key, written(value), 'standard']);
  const columns = [{ title: 'Key' }, { title: 'Value', kind: /** @type {const} */ ('long') }, { title: 'Kind' }];
  return tableSection({
    id: 'metadata',
    title: 'What the session was opened with',
    columns,
    rows: [...standard, ...custom],
  });
}
