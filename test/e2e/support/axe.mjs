import axe from 'axe-core';

/** @import { Page } from 'puppeteer-core' */

/** What axe has to say, in the order of the page. @param {Page} page @param {string} [selector]  of the part to look at @returns {Promise<string[]>} */
export async function violations(page, selector = 'html') {
  if (!(await page.evaluate('!!window.axe'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((part) => /** @type {any} */ (window).axe.run(part), selector);
  return violations.map(
    (/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(' | ')}`,
  );
}
