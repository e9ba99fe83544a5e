import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createDemoServer } from '../../demo/server/demo-server.mjs';

/** @type {Awaited<ReturnType<typeof createDemoServer>>} */
let server;
let root = '';
const media = Buffer.from(Array.from({ length: 2_000 }, (_, i) => i % 251));
const types = {
  'index.html': /^text\/html/,
  'demo/media/a.m3u8': /^application\/vnd\.apple\.mpegurl/,
  'demo/media/a.ts': /^video\/mp2t/,
  'demo/media/a.m4s': /^video\/iso\.segment/,
  'demo/media/a.vtt': /^text\/vtt/,
  'demo/media/a.mp4': /^video\/mp4/,
  'demo/media/a.webm': /^video\/webm/,
  'dist/plugin.js': /javascript/,
  'demo/page.mjs': /javascript/,
  'node_modules/video.js/dist/video-js.css': /^text\/css/,
};

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'demo-root-'));
  for (const path of [...Object.keys(types), 'package.json', '.git/config']) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), media);
  }
  server = await createDemoServer({ root, collectionUrl: 'http://collection.test' });
});
beforeEach(() => Object.assign(server.throttle, { bps: 0, delayMs: 0 }));
after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** @param {string} path @param {RequestInit} [init] */
const get = (path, init) => fetch(`${server.url}/${path}`, init);

/** @param {() => Promise<unknown>} call */
async function millisecondsOf(call) {
  const from = performance.now();
  await call();
  return performance.now() - from;
}

describe('the demo server', () => {
  for (const [path, type] of Object.entries(types)) {
    it(`serves ${path} with its type, to be asked for anew each time`, async () => {
      const answer = await get(path);
      assert.match(answer.headers.get('Content-Type') ?? '', type);
      assert.equal(answer.headers.get('Cache-Control'), 'no-cache');
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), media);
    });
  }

  it('serves the page at the root', async () =>
    assert.match((await get('')).headers.get('Content-Type') ?? '', /html/));

  for (const path of [
    'package.json',
    '.git/config',
    'demo/%2e%2e/package.json',
    'demo/../../etc/passwd',
    'demo/none.mp4',
    '%zz',
  ]) {
    it(`does not serve ${path}`, async () => assert.ok((await get(path)).status >= 400));
  }

  it('tells the page where to send its reports', async () => {
    assert.deepEqual(await (await get('config.json')).json(), { collectionUrl: 'http://collection.test' });
  });

  it('serves ranges of media', async () => {
    const answer = await get('demo/media/a.mp4', { headers: { Range: 'bytes=100-199' } });
    assert.equal(answer.status, 206);
    assert.equal(answer.headers.get('Content-Range'), 'bytes 100-199/2000');
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), media.subarray(100, 200));
  });

  it('answers the icon browsers ask for', async () => assert.equal((await get('favicon.ico')).status, 204));
});

describe('the throttle', () => {
  it('slows media by the query', async () => {
    const took = await millisecondsOf(async () => (await get('demo/media/a.ts?bps=80000')).arrayBuffer());
    assert.ok(took >= 150, `${took} ms for 16,000 bits`);
  });

  it('leaves other files alone', async () => {
    server.throttle.bps = 8;
    assert.equal((await (await get('demo/media/a.m3u8')).arrayBuffer()).byteLength, 2_000);
  });

  it('stalls a download and lets it go', async () => {
    server.throttle.bps = 800;
    const answer = await get('demo/media/a.webm');
    server.throttle.bps = 0;
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), media);
  });

  it('delays the first byte', async () => {
    server.throttle.delayMs = 60;
    assert.ok((await millisecondsOf(async () => (await get('demo/media/a.mp4')).arrayBuffer())) >= 59);
  });

  it('can be set by the page, when right', async () => {
    /** @param {unknown} body */
    const put = (body) =>
      get('media-throttle', {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    assert.deepEqual(await (await put({ bps: 1_000 })).json(), { bps: 1_000, delayMs: 0 });
    assert.equal((await put({ bps: -1 })).status, 400);
    assert.equal(server.throttle.bps, 1_000);
  });
});

describe('starting both', () => {
  it('prints the page, points it at the collection server, steps aside for a taken port and ends cleanly', async () => {
    const taken = new URL(server.url).port;
    const main = fileURLToPath(new URL('../../demo/server/main.mjs', import.meta.url));
    const child = spawn(process.execPath, [
      main,
      '--port',
      taken,
      '--collection-port',
      '0',
      '--store',
      join(root, 'sessions'),
    ]);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes('Ctrl+C')) break;
    }
    const [, page = ''] = /Demo page:\s+(\S+)/.exec(printed) ?? [];
    const { collectionUrl } = await (await fetch(`${page}config.json`)).json();
    assert.ok(printed.includes(collectionUrl));
    assert.ok(printed.includes(`Port ${taken} is taken`));
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});
