/**
 * A response's body of texts that are made only as fast as they are read. Whoever reads goes away: the making ends.
 * `failed` hears why it broke off; the connection is cut then, so that nobody takes the half for the whole.
 */
export const streamOf = (
  texts: AsyncGenerator<string>,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await texts.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          failed(error);
          controller.error(error);
        }
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
};

/** The same, once the first text is there: what fails before it fails here, where it can still be answered. */
export const begun = async (texts: AsyncGenerator<string>): Promise<AsyncGenerator<string>> => {
  const first = await texts.next();
  return (async function* () {
    try {
      if (!first.done) yield first.value;
      yield* texts;
    } finally {
      await texts.return(undefined);
    }
  })();
};
