/** The chunk that is loaded only where a native app is. */
export { bridgeHost } from './bridge-host';
export { bridgeTransport } from './bridge-transport';
