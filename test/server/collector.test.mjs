import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bodiesOf, publishedTimeline } from './scripted.mjs';
import { client } from './support.mjs';

/** @import { CollectionServer } from './support.mjs' */

const main = fileURLToPath(new URL('../../demo/server/cli/main.mjs', import.meta.url));
const player = fileURLToPath(new URL('scripted-player.mjs', import.meta.url));
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collector-'));
});
after(() => rm(folder, { recursive: true }));

/** @param {string[]} args @returns {Promise<{ code: number | null, printed: string, complaints: string }>} */
const run = (...args) =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, printed, complaints) =>
      resolve({ code: child.exitCode, printed, complaints }),
    );
  });

/** With a command that sends what its word says. @param {string} word @param {string[]} options */
const runWith = (word, ...options) => run('--port', '0', ...options, '--', process.execPath, player, word);

/** @param {string[]} options */
async function inBackground(...options) {
  const child = spawn(process.execPath, [main, '--port', '0', ...options]);
  const [line] = await once(child.stdout, 'data');
  const url = /http:\S+/.exec(String(line))?.[0] ?? '';
  return { child, url, ...client(/** @type {CollectionServer} */ ({ url })) };
}

describe('the collector as a command', () => {
  it('runs another with its address, and is content with valid bodies', async () => {
    const { code, printed } = await runWith('good');
    assert.equal(code, 0);
    assert.match(printed, /49 requests, 0 invalid bodies, 1 session/);
    assert.match(printed, /episode-42: 45 s of content, 30 s of ads, 49 events, completed/);
  });

  it('fails on invalid bodies, and names them', async () => {
    const { code, printed } = await runWith('invalid');
    assert.equal(code, 1);
    assert.match(printed, /1 invalid body[\s\S]*pauseStart: playerTime\.ts must be an integer/);
  });

  it('fails on a Content-Type that cannot be read', async () => {
    const { code, printed } = await runWith('mistyped');
    assert.equal(code, 1);
    assert.match(printed, /1 request, 1 invalid body[\s\S]*sessionStart: not JSON, or not sent as application\/json/);
  });

  it('fails on a body that is too large to be read', async () => {
    const { code, printed } = await runWith('large');
    assert.equal(code, 1);
    assert.match(printed, /1 invalid body[\s\S]*sessions: Request body is too large/);
  });

  it('remembers what was invalid when a test resets the ledger', async () => {
    const { code } = await runWith('reset');
    assert.equal(code, 1);
  });

  it('holds no fault against the player that was switched on', async () => {
    assert.equal((await runWith('fault')).code, 0);
  });

  it('fails with the code of the command that failed', async () => {
    assert.equal((await run('--port', '0', '--', process.execPath, '-e', 'process.exit(7)')).code, 7);
    assert.equal((await run('--port', '0', '--', process.execPath, '-e', 'process.kill(process.pid)')).code, 128 + 15);
  });

  it('fails on order and timing only when told to', async () => {
    assert.equal((await runWith('unordered')).code, 0);
    const { code, printed } = await runWith('unordered', '--strict');
    assert.equal(code, 3);
    assert.match(printed, /adStart outside an ad break/);
  });

  it('holds it against a session, when told to, that it has no end', async () => {
    assert.equal((await runWith('endless', '--strict')).code, 3);
  });

  it('fails when fewer sessions came than expected', async () => {
    const { code, printed } = await runWith('good', '--expect-sessions', '2');
    assert.equal(code, 4);
    assert.match(printed, /1 session: 2 were expected/);
    assert.equal((await runWith('good', '--expect-sessions', '1')).code, 0);
  });

  it('counts a recording as a session, and judges it as one', async () => {
    const { code, printed } = await runWith('recording', '--strict', '--expect-sessions', '1');
    assert.equal(code, 3);
    assert.match(
      printed,
      /1 request, 0 invalid bodies, 1 session\n {2}episode-42: .*left\n.*adStart outside an ad break/,
    );
    assert.equal((await runWith('recording', '--expect-sessions', '1')).code, 0);
  });

  it('says what it cannot do', async () => {
    for (const args of [
      ['--port', 'x'],
      ['--port', '65536'],
      ['--nonsense'],
      ['--port', '0', '--json', '/no/such/folder/file'],
    ]) {
      const { code, complaints } = await run(...args);
      assert.equal(code, 2, args.join(' '));
      assert.notEqual(complaints, '');
    }
    const { url, child } = await inBackground();
    const { code, complaints } = await run('--port', new URL(url).port);
    assert.equal(code, 2);
    assert.match(complaints, /EADDRINUSE/);
    child.kill();
  });

  it('explains itself', async () => {
    const { code, printed } = await run('--help');
    assert.equal(code, 0);
    assert.match(printed, /Exit codes/);
  });
});

describe('the ledger as a file', () => {
  it('has one request a line, with body, bytes and outcome', async () => {
    const file = join(folder, 'ledger.ndjson');
    await runWith('invalid', '--json', file);
    const lines = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const types = lines.map(({ body, status }) => [body.eventType, status]);
    assert.deepEqual(types, [
      ['sessionStart', 201],
      ['play', 204],
      ['pauseStart', 400],
      ['sessionEnd', 204],
    ]);
    assert.deepEqual(JSON.parse(lines[1].rawBody), lines[1].body);
    assert.deepEqual(lines[2].problems, [{ path: 'playerTime.ts', message: 'must be an integer' }]);
  });

  it('has those, too, that hang', async () => {
    const file = join(folder, 'hanging.ndjson');
    const { child, post, control } = await inBackground('--json', file);
    await control('faults', 'PUT', { sessionsDelayMs: 60_000 });
    const hanging = assert.rejects(post('/api/v1/sessions', bodiesOf(publishedTimeline)[0]));
    let text = '';
    while (!text.includes('sessionStart')) text = await (await control('ledger')).text();
    child.kill('SIGINT');
    await once(child, 'exit');
    await hanging;
    const [entry] = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual([entry.body.eventType, entry.status], ['sessionStart', 201]);
  });
});

describe('a collector in the background', () => {
  it('ends at a signal, with its code', async () => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      const { child, post } = await inBackground();
      await post('/api/v1/sessions', { eventType: 'play' });
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [1, null]);
    }
  });

  it('ends when told so by another process, which has the same code', async () => {
    const { child, url, post } = await inBackground();
    await post('/api/v1/sessions', { eventType: 'play' });
    const ended = once(child, 'exit');
    const { code, printed } = await run('stop', '--port', new URL(url).port);
    assert.equal(code, 1);
    assert.match(printed, /1 invalid body/);
    assert.deepEqual(await ended, [1, null]);
    const again = await run('stop', '--port', new URL(url).port);
    assert.equal(again.code, 2);
    assert.match(again.complaints, /No collection server could be stopped/);
  });
});
