import { leavingRows } from './rows/leaving.mjs';
import { outageRows } from './rows/outages.mjs';
import { refusedRows, sessionRows } from './rows/sessions.mjs';
import { siteRows } from './rows/site.mjs';

/** One fault at a time, many times over: what may go wrong between a page and its backend, and what must come of it. */
export const rows = [...sessionRows, ...refusedRows, ...outageRows, ...leavingRows, ...siteRows];
