import type { Device } from '../contract/types';

/** In the order in which they are asked: those further down stand in the agents of those above as well. */
const BROWSERS = {
  Edge: /Edg\w*\/(\d+)/,
  Samsung: /SamsungBrowser\/(\d+)/,
  Firefox: /F(?:irefox|xiOS)\/(\d+)/,
  Chrome: /C(?:hrome|riOS)\/(\d+)/,
  Safari: /Version\/(\d+).*Safari/,
};

/** Kind of device, system and browser, coarse on purpose: enough to group by, too little to recognise anybody. */
export const device = (agent: string, touchPoints: number): Device => {
  const mac = /Mac/.test(agent);
  const ios = /iP(hone|ad|od)/.test(agent) || (mac && touchPoints > 1);
  const [browser, pattern] = Object.entries(BROWSERS).find(([, it]) => it.test(agent)) ?? ['other'];
  return {
    type:
      /iPad|Tablet|Android(?!.*Mobile)/.test(agent) || (ios && /Macintosh/.test(agent))
        ? 'tablet'
        : /Mobi/.test(agent)
          ? 'phone'
          : 'desktop',
    os: ios
      ? 'iOS'
      : mac
        ? 'macOS'
        : (/Android|Windows/.exec(agent)?.[0] ?? (/Linux|CrOS/.test(agent) ? 'Linux' : 'other')),
    browser,
    major: +(pattern?.exec(agent)?.[1] ?? 0),
  };
};
