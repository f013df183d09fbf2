/*
 * What libraries do to the language and the browser, by their facts and not by their text. Each runs before anything else
 * of the page, which is also where such a library stands.
 */

/** MooTools 1.2: what is bound are the arguments of one array. */
export function mooTools() {
  const functions = Function.prototype as { bind: unknown };
  functions.bind = function (this: (...args: unknown[]) => unknown, self: unknown, args: unknown = []) {
    return (...more: unknown[]) => this.apply(self, more.length ? more : ([] as unknown[]).concat(args));
  };
  Object.assign(Array.prototype, { include: () => [], each: () => undefined, getLast: () => null });
  Object.assign(String.prototype, { contains: () => false, test: () => false, clean: () => '' });
}

/**
 * Prototype.js 1.7: an Array.from that hears of no function, a map that hands over no array, a remove() that needs a
 * parent, a bind that is itself where nothing is bound.
 */
export function prototypeJs() {
  type Each = (value: unknown, at: number) => unknown;
  Array.from = ((list: ArrayLike<unknown> | null) => {
    const all: unknown[] = [];
    for (let at = 0; at < (list?.length ?? 0); at++) all.push(list![at]);
    return all;
  }) as typeof Array.from;
  Object.assign(Array.prototype, {
    map(this: unknown[], each: Each, self?: unknown) {
      const all: unknown[] = [];
      this.forEach((value, at) => void all.push(each.call(self, value, at)));
      return all;
    },
    filter(this: unknown[], each: Each, self?: unknown) {
      const all: unknown[] = [];
      this.forEach((value, at) => void (each.call(self, value, at) && all.push(value)));
      return all;
    },
    entries(this: unknown[]) {
      return this.slice();
    },
    clear: () => [],
    toArray(this: unknown[]) {
      return this.slice();
    },
  });
  Object.assign(HTMLElement.prototype, {
    remove(this: HTMLElement) {
      this.parentNode!.removeChild(this);
      return this;
    },
    replace: () => undefined,
    select: () => [],
    show: () => undefined,
    hide: () => undefined,
    update: () => undefined,
  });
  const { bind } = Function.prototype;
  Object.assign(Function.prototype, {
    bind(this: (...args: unknown[]) => unknown, self?: unknown, ...args: unknown[]) {
      return !args.length && self === undefined ? this : bind.call(this, self, ...args);
    },
    wrap: () => undefined,
    delay: () => 0,
    defer: () => 0,
  });
}

/** Monitors and zone.js: functions that are handed over are called by one of theirs. */
export function wrappers() {
  type Called = (...args: unknown[]) => unknown;
  const known = new WeakMap<Called, Called>();
  const wrapped = (own: Called) => {
    // the same for the same, or no listener could be taken back
    const other =
      known.get(own) ??
      function (this: unknown, ...args: unknown[]) {
        return own.apply(this, args);
      };
    known.set(own, other);
    return other;
  };
  const wrap = (on: object, name: string) => {
    const it = on as { [name: string]: Called };
    const own = it[name]!;
    it[name] = function (this: unknown, ...args: unknown[]) {
      return own.apply(
        this,
        args.map((arg) => (typeof arg === 'function' ? wrapped(arg as Called) : arg)),
      );
    };
  };
  wrap(Element.prototype, 'attachShadow');
  for (const name of ['addEventListener', 'removeEventListener']) wrap(EventTarget.prototype, name);
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'fetch'])
    wrap(window, name);
}
