import type { Engine } from '../engine';

/** Says what keeps this page from its collector: a Content-Security-Policy, or http on an https page. */
export const watchEndpoint = (engine: Engine): void => {
  const { endpoint } = engine.settings;
  const { protocol, hostname, origin } = new URL(endpoint);
  if (location.protocol === 'https:' && protocol === 'http:' && !/^(localhost|127\.)/.test(hostname)) {
    engine.emit('error', { code: 'http' });
  }
  document.addEventListener(
    'securitypolicyviolation',
    ({ blockedURI, effectiveDirective, disposition }) =>
      // a policy that only reports blocks nothing, and another directive does not speak of requests
      effectiveDirective + disposition === 'connect-srcenforce' &&
      blockedURI.startsWith(origin) &&
      engine.emit('error', { code: 'blocked' }),
    { signal: engine.signal },
  );
};
