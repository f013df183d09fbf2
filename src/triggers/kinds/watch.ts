/** Begins to watch for one thing. Tells once when it has happened, and hears nothing more once `signal` is aborted. */
export type Watch<Value> = (value: Value, happened: () => void, signal: AbortSignal) => void;
