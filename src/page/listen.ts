/** Hears events of some types before anything else does. Returns the off switch. */
export function listen(target: EventTarget, types: string[], hear: (event: Event) => void): () => void {
  for (const type of types) target.addEventListener(type, hear, true);
  return () => {
    for (const type of types) target.removeEventListener(type, hear, true);
  };
}
