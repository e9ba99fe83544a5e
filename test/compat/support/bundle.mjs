import { fileURLToPath } from 'node:url';
import { run } from './workshop.mjs';

/** @import { Order } from './bundlers.mjs' */

const script = fileURLToPath(new URL('bundlers.mjs', import.meta.url));

/** At most so many at a time. */
const seats = { free: 2, queue: /** @type {(() => void)[]} */ ([]) };

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function seated(work) {
  if (seats.free > 0) seats.free--;
  else await new Promise((resolve) => seats.queue.push(() => resolve(undefined)));
  try {
    return await work();
  } finally {
    const next = seats.queue.shift();
    if (next) next();
    else seats.free++;
  }
}

/** Bundles a page's script into `built/bundle.js`, in a process of its own, where it holds nobody up. @param {Order} order */
export const bundle = (order) =>
  seated(() => run(process.execPath, [script, JSON.stringify(order)], { cwd: order.home }));
