import { expect } from 'vitest';
import type { EndpointState } from '../../src/delivery/retry';
import type { Row } from './collector-client';
import { rowsOf } from './idb';
import type { Scene } from './stage';
import type { Tab } from './tab';

/** A word that stands in no other record, so that a database can be asked how often it was stored. */
export const token = (name = 'token') => `${name}-${crypto.randomUUID()}`;

const countOf = (rows: Row[], word: string) =>
  rows.filter(({ record }) => JSON.stringify(record).includes(word)).length;

/**
 * Waits until the collector has every token and the device has none left, then proves that each is stored once.
 * Without `tab` only the collector is asked.
 */
export async function expectStoredOnce(scene: Scene, tokens: string[], tab?: Tab, timeoutMs = 30_000): Promise<void> {
  await expect
    .poll(
      async () => {
        const rows = await scene.collector.rows(scene.project);
        return tokens.filter((word) => countOf(rows, word) === 0);
      },
      { timeout: timeoutMs, interval: 50, message: 'tokens that the collector has not stored' },
    )
    .toEqual([]);
  if (tab) await expectQueueEmpty(scene, tab, timeoutMs);
  const rows = await scene.collector.rows(scene.project);
  expect(Object.fromEntries(tokens.map((word) => [word, countOf(rows, word)]))).toEqual(
    Object.fromEntries(tokens.map((word) => [word, 1])),
  );
}

export async function expectQueueEmpty(scene: Scene, { page }: Tab, timeoutMs = 30_000): Promise<void> {
  await expect
    .poll(async () => Object.keys(await rowsOf(page, scene.project, 'q:')), { timeout: timeoutMs, interval: 50 })
    .toEqual([]);
}

/** How many records wait on the device. */
export const waiting = async (scene: Scene, { page }: Tab) =>
  Object.keys(await rowsOf(page, scene.project, 'q:')).length;

export async function expectNothingStored(scene: Scene): Promise<void> {
  expect(await scene.collector.rows(scene.project)).toEqual([]);
}

/** Waits until the endpoint has heard at least `count` batches. */
export async function untilAsked(scene: Scene, count: number): Promise<void> {
  await expect
    .poll(() => scene.proxy.seen.length, {
      interval: 20,
      message: 'batches that reached the endpoint',
    })
    .toBeGreaterThanOrEqual(count);
}

/** What all tabs know about the endpoint, as it stands on the device. */
export const endpointState = async (scene: Scene, { page }: Tab) =>
  (await rowsOf(page, scene.project, 'meta:endpoint'))['meta:endpoint'] as Partial<EndpointState> | undefined;

/** Waits until the device knows that the endpoint asked for patience. */
export const untilHeld = (scene: Scene, tab: Tab): Promise<void> =>
  expect.poll(async () => (await endpointState(scene, tab))?.hard ?? 0, { interval: 20 }).toBeGreaterThan(0);

/** Waits until a failure is written down: the request that met it is settled. */
export const untilFailed = (scene: Scene, tab: Tab): Promise<void> =>
  expect.poll(async () => (await endpointState(scene, tab))?.fails ?? 0, { interval: 20 }).toBeGreaterThan(0);

/** Waits until nothing may be sent for at least `ms`: a pause, not a first step of the backoff. */
export const untilPaused = (scene: Scene, tab: Tab, ms: number): Promise<void> =>
  expect
    .poll(async () => ((await endpointState(scene, tab))?.until ?? 0) - Date.now(), { interval: 20 })
    .toBeGreaterThan(ms);

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
