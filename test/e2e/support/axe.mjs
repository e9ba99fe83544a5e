import axe from 'axe-core';

/** @import { Page } from 'puppeteer-core' */

/** What axe has to say, in the order of the page. @param {Page} page @returns {Promise<string[]>} */
export async function violations(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
  return violations.map(
    (/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(' | ')}`,
  );
}
