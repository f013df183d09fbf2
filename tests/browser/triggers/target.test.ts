import { expect, test } from 'vitest';
import { by, expectShown, useSite } from './site';

const open = useSite();
const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

type Settings = Parameters<typeof open>[0];
const TARGETS: [about: string, holds: object, not: object, settings?: Settings, told?: [string, ...unknown[]][]][] = [
  ['url', { context: 'url', contains: '/shop' }, { context: 'url', contains: '/help' }, { path: '/shop/9' }],
  [
    'device.type',
    { context: 'device.type', eq: 'phone' },
    { context: 'device.type', in: ['desktop', 'tablet'] },
    { context: { userAgent: PHONE, viewport: { width: 390, height: 780 }, hasTouch: true } },
  ],
  ['locale', { context: 'locale', eq: 'de' }, { context: 'locale', eq: 'en' }, { options: { locale: 'de' } }],
  [
    'segment',
    { context: 'segment', eq: 'gold' },
    { context: 'segment', eq: 'new' },
    {},
    [['identify', { userKey: 'u1', segment: 'gold' }]],
  ],
  [
    'trait',
    { trait: 'seats', gte: 10 },
    { trait: 'seats', lt: 10 },
    {},
    [['identify', { userKey: 'u1', traits: { seats: 12 } }]],
  ],
  [
    'data',
    { data: 'plan', eq: 'pro' },
    { data: 'plan', answered: false },
    { options: { data: { plan: 'free' } } },
    [['setContext', { plan: 'pro' }]],
  ],
  [
    'several at once',
    { all: [{ context: 'viewport.width', gte: 800 }, { not: { context: 'url', contains: '/cart' } }] },
    {
      any: [
        { context: 'online', eq: false },
        { context: 'touchpoint', eq: 'cart' },
      ],
    },
    { options: { touchpoint: 'home' } },
  ],
];

test.each(TARGETS)(
  'target: %s decides whom a survey opens for',
  async (_about, holds, not, settings = {}, told = []) => {
    const visit = await open({
      ...settings,
      options: {
        ...settings?.options,
        surveys: {
          others: by({ event: 'done' }, { target: not }),
          us: by({ event: 'done' }, { target: holds }),
        },
      },
    });
    for (const [method, ...args] of told) await visit.call(method, ...args);
    await visit.call('track', 'done');
    expect(visit.decided()[0]).toEqual({ because: 'event', survey: 'others', against: 'target' });
    await expectShown(visit, 'us', 'event');
  },
);

test('target: returning is false in the first visit and true in the next', async () => {
  const returning = (eq: boolean) => by({ event: 'done' }, { target: { context: 'returning', eq } });
  const visit = await open({
    clock: true,
    options: { quietDays: 0, surveys: { new: returning(false), back: returning(true) } },
  });
  const decided = async () => {
    const before = visit.decided().length;
    await visit.call('track', 'done');
    return visit
      .decided()
      .slice(before)
      .map(({ survey, against }) => `${survey}: ${against ?? 'shown'}`);
  };
  expect(await decided()).toEqual(['new: shown', 'back: target']);
  await visit.forward(31 * 60_000);
  await visit.page.reload();
  await visit.call('track', 'nothing');
  expect(await decided()).toEqual(['new: target', 'back: shown']);
});

test('target: what a survey sets itself can be asked for, as a query parameter of the page', async () => {
  const hidden = { campaign: { query: 'utm_campaign' } };
  const visit = await open({
    path: '/?utm_campaign=spring',
    options: {
      surveys: {
        autumn: by({ event: 'done' }, { hidden, target: { data: 'campaign', eq: 'autumn' } }),
        spring: by({ event: 'done' }, { hidden, target: { data: 'campaign', eq: 'spring' } }),
      },
    },
  });
  await visit.call('track', 'done');
  await expectShown(visit, 'spring', 'event');
});
