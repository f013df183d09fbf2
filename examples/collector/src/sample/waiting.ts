/** Things that come in the order of a time that is known before: holds those whose time has not come. */
export const createWaiting = <Item>(atMsOf: (item: Item) => number) => {
  /** Latest first, so that the next is taken from the end. */
  const items: Item[] = [];
  return {
    add(item: Item): void {
      const atMs = atMsOf(item);
      let [low, high] = [0, items.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (atMsOf(items[middle]!) > atMs) low = middle + 1;
        else high = middle;
      }
      items.splice(low, 0, item);
    },
    *before(atMs: number): Generator<Item> {
      while (items.length && atMsOf(items.at(-1)!) < atMs) yield items.pop()!;
    },
  };
};
