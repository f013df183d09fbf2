/** WebDriver's code points for keys that write nothing. https://w3c.github.io/webdriver/#keyboard-actions */
const KEYS: { [name: string]: string } = {
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Shift: '\uE008',
  Space: ' ',
  Tab: '\uE004',
};

const code = (key: string): string => {
  const value = KEYS[key] ?? key;
  if ([...value].length !== 1) throw new Error(`The tests' WebKit driver knows no key "${key}".`);
  return value;
};

type Stroke = { type: 'keyDown' | 'keyUp'; value: string };
const down = (key: string): Stroke => ({ type: 'keyDown', value: code(key) });
const up = (key: string): Stroke => ({ type: 'keyUp', value: code(key) });

export interface Keyboard {
  /** `Tab`, `x`, `Control+v`. */
  press(keys: string): Promise<unknown>;
  down(key: string): Promise<unknown>;
  up(key: string): Promise<unknown>;
  type(text: string): Promise<unknown>;
}

/** A keyboard by WebDriver's actions: what it types goes to what has the focus. */
export const keyboardOf = (perform: (actions: object[]) => Promise<unknown>): Keyboard => {
  const strokes = (actions: Stroke[]) => perform([{ type: 'key', id: 'keyboard', actions }]);
  return {
    press(keys) {
      const held = keys.split('+');
      return strokes([...held.map(down), ...held.map(up).reverse()]);
    },
    down: (key) => strokes([down(key)]),
    up: (key) => strokes([up(key)]),
    type: (text) => strokes([...text].flatMap((key) => [down(key), up(key)])),
  };
};
