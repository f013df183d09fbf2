import type { Engine, Identity } from '../engine';
import type { Surroundings } from '../survey/way';
import { device } from './device';

/** What conditions may ask of the page, the visitor and the host, as it is now. None of it leaves the device by this. */
export const factsOf = ({ settings }: Pick<Engine, 'settings'>, who: Identity, returning: boolean): Surroundings => {
  const { type, os, browser } = device(navigator.userAgent, navigator.maxTouchPoints);
  return {
    context: {
      url: location.href,
      referrer: document.referrer,
      title: document.title,
      release: settings.release,
      locale: settings.locale,
      touchpoint: settings.touchpoint,
      segment: who.segment,
      channel: settings.channel,
      'device.type': type,
      'device.os': os,
      'device.browser': browser,
      'viewport.width': innerWidth,
      online: navigator.onLine,
      returning,
    },
    data: settings.data,
    traits: who.traits ?? {},
  };
};
