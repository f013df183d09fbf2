/**
 * What the loader hands to `start()`: the launcher's place on the page, and nothing else. Types only.
 */
export interface TabHost {
  /** On `documentElement`; the extras put it back when a framework removes it. */
  element: HTMLElement;
  /** Holds the button, the status region and later the panel (right after the button). */
  root: ShadowRoot;
  button: HTMLButtonElement;
  /** Speaks in the launcher's `role="status"` region. */
  announce(text: string): void;
  /** Shows the busy state on the button: the click was heard, the panel is on its way. */
  busy(on: boolean): void;
  /** "Can't open right now. Try again": label, fallback link, opens by itself on `online` by calling `retry`. */
  failed(retry: () => void): void;
  /** Removes every node, listener and timer of the loader, and its global. */
  destroy(): void;
}

/** `data-*` as they stand (strings), or the object given to `init` (already typed). */
export type RawOptions = { [name: string]: unknown };

/** `earshot(method, ...args)` once the engine runs. Never throws; returns what the method returns. */
export type EarshotCall = (method: string, ...args: unknown[]) => unknown;

/** Shape of the start chunk. */
export interface StartModule {
  start(options: RawOptions, host: TabHost): EarshotCall;
}
